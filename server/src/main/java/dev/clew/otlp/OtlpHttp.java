// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The OTLP/HTTP receiver (opentelemetry-proto, `docs/specification.md`): protobuf and JSON on the
/// same path, told apart by `Content-Type`. Every refusal is a `google.rpc.Status` in the encoding
/// of the request.
public final class OtlpHttp {

  private final OtlpIntake intake;
  private final Pages pages;

  /// Takes nothing from pages of other origins.
  public OtlpHttp(OtlpIntake intake) {
    this(intake, Pages.NONE);
  }

  /// @param pages that may send from the browser
  public OtlpHttp(OtlpIntake intake, Pages pages) {
    this.intake = intake;
    this.pages = pages;
  }

  /// Adds the paths of all signals, and refusals for those that are not stored.
  public void addTo(ServerBuilder server) {
    for (var signal : intake.signals()) {
      var export = new Export<>(signal);
      server.service(signal.kind().httpPath(), export);
      BorrowedAddresses.of(signal.kind()).forEach(address -> server.service(address, export));
    }
    for (var missing : intake.missing()) {
      server.service(missing.httpPath(), unsupported(missing.label()));
    }
    server.service("/v1development/profiles", unsupported("profiles"));
  }

  private HttpService unsupported(String signal) {
    return (context, request) ->
        refuse(
            signal,
            request,
            SenderKey.of(request.headers()),
            new AppException(
                ErrorCode.NOT_FOUND,
                context.path()
                    + ": this version does not store this signal (expected: "
                    + intake.expected(OtlpSignal.Kind::httpPath)
                    + ")"));
  }

  private final class Export<R> implements HttpService {

    private final OtlpSignal<R> signal;

    Export(OtlpSignal<R> signal) {
      this.signal = signal;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
      return request.method() == HttpMethod.OPTIONS && Pages.origin(request) != null
          ? pages.preflight(request)
          : pages.readable(request, export(context, request));
    }

    private HttpResponse export(ServiceRequestContext context, HttpRequest request) {
      var encoding = HttpEncoding.of(request.headers());
      var inPath = BorrowedAddresses.key(context.path());
      var key = inPath == null ? SenderKey.of(request.headers()) : inPath;
      try {
        pages.check(request, key);
        if (inPath != null) {
          // Dify takes the 405 for "this key is right".
          intake.doorman().accept(key);
        }
        if (request.method() != HttpMethod.POST) {
          throw new AppException(
              ErrorCode.METHOD_NOT_ALLOWED, request.method() + " (expected: POST)");
        }
        var decoder =
            switch (encoding) {
              case PROTOBUF -> signal.decoders().protobuf();
              case JSON -> signal.decoders().json();
              case UNKNOWN ->
                  throw new AppException(
                      ErrorCode.UNSUPPORTED,
                      "Content-Type: "
                          + request.headers().get(HttpHeaderNames.CONTENT_TYPE, "none")
                          + " (expected: application/x-protobuf or application/json)");
            };
        var compression = compression(request);
        intake.doorman().accept(key);
        var answer =
            BodyCollector.collect(request, intake.limits())
                .thenApplyAsync(
                    body ->
                        signal.line().apply(new ExportRequest<>(key, body, compression, decoder)),
                    intake.executor())
                .handle(
                    (reply, failure) ->
                        failure == null
                            ? encoding.ok(ExportReply.of(reply, signal.kind()))
                            : refuse(
                                signal.kind().label(),
                                request,
                                key,
                                Refusals.of(failure, context)));
        return HttpResponse.of(answer);
      } catch (AppException refused) {
        return refuse(signal.kind().label(), request, key, refused);
      }
    }

    @Override
    public ServiceOptions options() {
      // Size and time are limited by BodyCollector, whose refusals OTLP senders understand.
      return ServiceOptions.builder().maxRequestLength(0).requestTimeoutMillis(0).build();
    }
  }

  static Compression compression(HttpRequest request) {
    var values = request.headers().getAll(HttpHeaderNames.CONTENT_ENCODING);
    var value = String.join(", ", values).toLowerCase(Locale.ROOT).strip();
    return switch (value) {
      case "", "identity" -> Compression.NONE;
      case "gzip" -> Compression.GZIP;
      case "zstd" -> Compression.ZSTD;
      default ->
          throw new AppException(
              ErrorCode.UNSUPPORTED, "Content-Encoding: " + value + " (expected: gzip or zstd)");
    };
  }

  private HttpResponse refuse(
      String signal, HttpRequest request, @Nullable String key, AppException refused) {
    intake.refusals().refused(signal, key, refused);
    var encoding = HttpEncoding.of(request.headers());
    var status = RpcStatus.of(refused);
    var headers = ResponseHeaders.builder(refused.code().httpStatus());
    headers.contentType(encoding.replyType());
    if (status.retryAfter() != null) {
      // Whole seconds, rounded up: coming early is what the header is there to prevent.
      long seconds = status.retryAfter().plusNanos(999_999_999).toSeconds();
      headers.addLong(HttpHeaderNames.RETRY_AFTER, Math.max(1, seconds));
    }
    switch (refused.code()) {
      case METHOD_NOT_ALLOWED -> headers.add(HttpHeaderNames.ALLOW, "POST");
      // What is left of such a body is not read, so nothing can follow it.
      case TOO_LARGE, TIMEOUT, UNAUTHENTICATED, FORBIDDEN ->
          headers.add(HttpHeaderNames.CONNECTION, "close");
      default -> {}
    }
    return HttpResponse.of(headers.build(), HttpData.wrap(encoding.encode(status)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The OTLP/gRPC receiver. A unary call is one POST over HTTP/2 with a five-byte prefix before the
/// message, so it needs no gRPC library.
public final class OtlpGrpc {

  private static final String COLLECTOR = "/opentelemetry.proto.collector.";

  /// A call of no signal.
  private static final String OTHER = "other";

  private static final String CONTENT_TYPE = "application/grpc";

  private final OtlpIntake intake;

  public OtlpGrpc(OtlpIntake intake) {
    this.intake = intake;
  }

  /// Adds the services of all signals, and UNIMPLEMENTED for every other gRPC call.
  public void addTo(ServerBuilder server) {
    for (var signal : intake.signals()) {
      server.service(signal.kind().grpcPath(), new Export<>(signal));
    }
    server
        .route()
        .pathPrefix("/")
        .methods(HttpMethod.POST)
        .matchesHeaders(HttpHeaderNames.CONTENT_TYPE, OtlpGrpc::isGrpc)
        .build(this::unknownCall);
  }

  private static boolean isGrpc(@Nullable String contentType) {
    return contentType != null
        && (contentType.equals(CONTENT_TYPE)
            || contentType.startsWith(CONTENT_TYPE + "+proto")
            || contentType.startsWith(CONTENT_TYPE + ";"));
  }

  private HttpResponse unknownCall(ServiceRequestContext context, HttpRequest request) {
    var path = context.path();
    var signal = signal(path);
    if (!context.sessionProtocol().isMultiplex()) {
      return needsHttp2(signal, request);
    }
    return unimplemented(
        signal,
        request,
        signal.equals(OTHER)
            ? path + ": no such method"
            : path
                + ": this version does not store this signal (expected: "
                + intake.expected(OtlpSignal.Kind::grpcPath)
                + ")");
  }

  private static String signal(String path) {
    var call = path.startsWith(COLLECTOR) ? path.substring(COLLECTOR.length()) : "";
    return Stream.of("metrics", "logs", "profiles")
        .filter(signal -> call.startsWith(signal + "."))
        .findFirst()
        .orElse(OTHER);
  }

  private HttpResponse needsHttp2(String signal, HttpRequest request) {
    heard(signal, request, new AppException(ErrorCode.UNSUPPORTED, GrpcReplies.NEEDS_HTTP2));
    return GrpcReplies.needsHttp2();
  }

  private HttpResponse unimplemented(String signal, HttpRequest request, String message) {
    heard(signal, request, new AppException(ErrorCode.UNSUPPORTED, message));
    return GrpcReplies.refuse(RpcStatus.unimplemented(message));
  }

  private HttpResponse refuse(String signal, HttpRequest request, AppException refused) {
    heard(signal, request, refused);
    return GrpcReplies.refuse(RpcStatus.of(refused));
  }

  private void heard(String signal, HttpRequest request, AppException refused) {
    intake.refusals().refused(signal, SenderKey.of(request.headers()), refused);
  }

  private final class Export<R> implements HttpService {

    private final OtlpSignal<R> signal;

    Export(OtlpSignal<R> signal) {
      this.signal = signal;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
      if (request.method() != HttpMethod.POST) {
        return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
      }
      if (!isGrpc(request.headers().get(HttpHeaderNames.CONTENT_TYPE, ""))) {
        return HttpResponse.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
      }
      if (!context.sessionProtocol().isMultiplex()) {
        return needsHttp2(signal.kind().label(), request);
      }
      var encoding = request.headers().get("grpc-encoding", "identity");
      var compression = compression(encoding);
      if (compression == null) {
        return unimplemented(
            signal.kind().label(),
            request,
            "grpc-encoding: " + encoding + " (expected: identity, gzip or zstd)");
      }
      return HttpResponse.of(withDeadline(request, answer(context, request, compression)));
    }

    private CompletableFuture<HttpResponse> answer(
        ServiceRequestContext context, HttpRequest request, Compression compression) {
      var key = SenderKey.of(request.headers());
      try {
        intake.doorman().accept(key);
      } catch (AppException refused) {
        return CompletableFuture.completedFuture(refuse(signal.kind().label(), request, refused));
      }
      return BodyCollector.collect(request, intake.limits())
          .thenApply(GrpcFrame::read)
          .thenApplyAsync(
              frame ->
                  signal
                      .line()
                      .apply(
                          new ExportRequest<>(
                              key,
                              frame.message(),
                              compression(frame, compression),
                              signal.decoders().protobuf())),
              intake.executor())
          .handle(
              (reply, failure) ->
                  failure == null
                      ? GrpcReplies.ok(ExportReply.of(reply, signal.kind()))
                      : refuse(signal.kind().label(), request, Refusals.of(failure, context)));
    }

    @Override
    public ServiceOptions options() {
      // Size and time are limited by BodyCollector, whose refusals gRPC senders understand.
      return ServiceOptions.builder().maxRequestLength(0).requestTimeoutMillis(0).build();
    }
  }

  /// After its deadline nobody waits for an answer. The spans may be stored nevertheless; the
  /// sender will send them again, and they will be recognised.
  private static CompletableFuture<HttpResponse> withDeadline(
      HttpRequest request, CompletableFuture<HttpResponse> answer) {
    var timeout = GrpcTimeout.parse(request.headers().get("grpc-timeout", ""));
    if (timeout == null) {
      return answer;
    }
    var expired =
        new RpcStatus(RpcStatus.DEADLINE_EXCEEDED, "not stored within " + timeout, null, false);
    return answer
        .thenApply(response -> response)
        .completeOnTimeout(
            GrpcReplies.refuse(expired), Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS);
  }

  private static @Nullable Compression compression(String encoding) {
    return switch (encoding) {
      case "identity" -> Compression.NONE;
      case "gzip" -> Compression.GZIP;
      case "zstd" -> Compression.ZSTD;
      default -> null;
    };
  }

  private static Compression compression(GrpcFrame frame, Compression ofCall) {
    if (!frame.isCompressed()) {
      return Compression.NONE;
    }
    if (ofCall == Compression.NONE) {
      throw new AppException(
          ErrorCode.INVALID, "not a gRPC request: a compressed message without grpc-encoding");
    }
    return ofCall;
  }
}

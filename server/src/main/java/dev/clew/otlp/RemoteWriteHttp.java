// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.ingest.Decoder;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.ingest.IngestReply;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.MetricBatch;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// The receiver of Prometheus remote-write, 1.0 and 2.0, told apart by `Content-Type`.
///
/// Samples that are rejected alone are answered with 400, as the specification of 2.0 asks, which
/// tells the sender not to try again; the others are stored.
public final class RemoteWriteHttp {

  /// Where senders write to.
  public static final String PATH = "/api/v1/write";

  private static final String SECOND = "io.prometheus.write.v2.Request";
  private static final String WRITTEN = "x-prometheus-remote-write-samples-written";

  private final OtlpIntake intake;
  private final Decoder<MetricBatch> first;
  private final Decoder<MetricBatch> second;
  private final Function<ExportRequest<MetricBatch>, IngestReply> line;

  /// @param first decodes 1.0
  /// @param second decodes 2.0
  public RemoteWriteHttp(
      OtlpIntake intake,
      Decoder<MetricBatch> first,
      Decoder<MetricBatch> second,
      Function<ExportRequest<MetricBatch>, IngestReply> line) {
    this.intake = intake;
    this.first = first;
    this.second = second;
    this.line = line;
  }

  public void addTo(ServerBuilder server) {
    server.service(PATH, new Write());
  }

  private final class Write implements HttpService {

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
      try {
        if (request.method() != HttpMethod.POST) {
          throw new AppException(
              ErrorCode.METHOD_NOT_ALLOWED, request.method() + " (expected: POST)");
        }
        var compression = compression(request);
        var type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        var decoder = type.contains(SECOND) ? second : first;
        var key = SenderKey.of(request.headers());
        intake.doorman().accept(key);
        return HttpResponse.of(
            BodyCollector.collect(request, intake.limits())
                .thenApplyAsync(
                    body -> line.apply(new ExportRequest<>(key, body, compression, decoder)),
                    intake.executor())
                .handle(
                    (reply, failure) ->
                        failure == null
                            ? answer(reply)
                            : refuse(request, Refusals.of(failure, context))));
      } catch (AppException refused) {
        return refuse(request, refused);
      }
    }

    @Override
    public ServiceOptions options() {
      // Size and time are limited by BodyCollector.
      return ServiceOptions.builder().maxRequestLength(0).requestTimeoutMillis(0).build();
    }
  }

  private static Compression compression(HttpRequest request) {
    var encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "snappy");
    return switch (encoding) {
      case "snappy" -> Compression.SNAPPY;
      case "zstd" -> Compression.ZSTD;
      case "gzip" -> Compression.GZIP;
      default ->
          throw new AppException(
              ErrorCode.UNSUPPORTED, "Content-Encoding: " + encoding + " (expected: snappy)");
    };
  }

  private static HttpResponse answer(IngestReply reply) {
    boolean whole = reply.rejections().isEmpty();
    var headers =
        ResponseHeaders.builder(whole ? HttpStatus.NO_CONTENT : HttpStatus.BAD_REQUEST)
            .add(WRITTEN, Integer.toString(reply.accepted() + reply.duplicate()));
    if (whole) {
      return HttpResponse.of(headers.build());
    }
    headers.contentType(MediaType.PLAIN_TEXT_UTF_8);
    return HttpResponse.of(headers.build(), text(RpcStatus.clip(reply.message("sample"))));
  }

  private HttpResponse refuse(HttpRequest request, AppException refused) {
    var key = SenderKey.of(request.headers());
    intake.refusals().refused(OtlpSignal.Kind.METRICS.label(), key, refused);
    var status = RpcStatus.of(refused);
    var headers =
        ResponseHeaders.builder(refused.code().httpStatus())
            .contentType(MediaType.PLAIN_TEXT_UTF_8);
    if (status.retryAfter() != null) {
      headers.addLong(
          HttpHeaderNames.RETRY_AFTER,
          Math.max(1, status.retryAfter().plusMillis(999).toSeconds()));
    }
    return HttpResponse.of(headers.build(), text(refused.detail()));
  }

  private static HttpData text(String message) {
    return HttpData.of(StandardCharsets.UTF_8, message + "\n");
  }
}

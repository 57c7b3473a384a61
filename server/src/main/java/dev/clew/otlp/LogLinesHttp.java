// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.http.Endpoint;
import dev.clew.http.Problem;
import dev.clew.http.Reply;
import dev.clew.http.Routes;
import dev.clew.ingest.Decoder;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.IngestReply;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.LogBatch;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Lines of access logs over plain HTTP, for senders that have no OTLP: newline-delimited JSON,
/// with the key, compression and limits of the OTLP receivers.
public final class LogLinesHttp {

  public static final String PATH = "/api/v1/logs/lines";

  private static final int SHOWN_ERRORS = 20;

  private final OtlpIntake intake;
  private final Map<String, Decoder<LogBatch>> formats;
  private final Function<ExportRequest<LogBatch>, IngestReply> line;

  /// @param formats decoders by the values of the parameter `format`
  /// @param line stores a request, and returns when it is durable; blocks
  public LogLinesHttp(
      OtlpIntake intake,
      Map<String, Decoder<LogBatch>> formats,
      Function<ExportRequest<LogBatch>, IngestReply> line) {
    this.intake = intake;
    this.formats = Map.copyOf(formats);
    this.line = line;
  }

  /// For the OpenAPI document; requests are answered by the service that [#addTo] adds.
  public static Endpoint declaration() {
    return Endpoint.post(
        PATH,
        "Stores lines of an access log: accepted, duplicate, rejected, errors",
        List.of(
            new Endpoint.Parameter(
                "format", "string", "auto, higress, envoy, nginx, kong or apisix; default auto")),
        _ -> {
          throw new IllegalStateException("lines are received outside of the routes");
        });
  }

  public void addTo(ServerBuilder server) {
    server.service(PATH, new Lines());
  }

  private final class Lines implements HttpService {

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
      try {
        if (request.method() != HttpMethod.POST) {
          return Routes.notAllowed(request.method() + " (expected: POST)", "POST");
        }
        var key = SenderKey.of(request.headers());
        intake.doorman().accept(key);
        // Parameters are judged after the body is read: a client that is still sending may never
        // see the answer to them.
        return HttpResponse.of(
            BodyCollector.collect(request, intake.limits())
                .thenApplyAsync(
                    body ->
                        line.apply(
                            new ExportRequest<>(
                                key, body, OtlpHttp.compression(request), decoder(context))),
                    intake.executor())
                .handle(
                    (reply, failure) ->
                        failure == null
                            ? Routes.send(reply(reply))
                            : refuse(request, Refusals.of(failure, context))));
      } catch (AppException refused) {
        return refuse(request, refused);
      }
    }

    private Decoder<LogBatch> decoder(ServiceRequestContext context) {
      var format = QueryParams.fromQueryString(context.query()).get("format", "auto");
      var decoder = formats.get(format);
      if (decoder == null) {
        throw new AppException(
            ErrorCode.INVALID,
            "format: %s (expected: auto, higress, envoy, nginx, kong or apisix)".formatted(format));
      }
      return decoder;
    }

    @Override
    public ServiceOptions options() {
      // Size and time are limited by BodyCollector.
      return ServiceOptions.builder().maxRequestLength(0).requestTimeoutMillis(0).build();
    }
  }

  private HttpResponse refuse(HttpRequest request, AppException refused) {
    var key = SenderKey.of(request.headers());
    intake.refusals().refused(OtlpSignal.Kind.LOGS.label(), key, refused);
    return Routes.send(Problem.of(refused.code(), refused.detail()));
  }

  private static Reply reply(IngestReply reply) {
    return Reply.json(
        json -> {
          json.writeNumberField("accepted", reply.accepted());
          json.writeNumberField("duplicate", reply.duplicate());
          json.writeNumberField("rejected", reply.rejections().size());
          json.writeArrayFieldStart("errors");
          for (var rejection : reply.rejections().stream().limit(SHOWN_ERRORS).toList()) {
            json.writeString(rejection.detail());
          }
          json.writeEndArray();
        });
  }
}

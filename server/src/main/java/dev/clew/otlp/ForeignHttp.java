// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.http.Problem;
import dev.clew.http.Routes;
import dev.clew.ingest.Credentials;
import dev.clew.ingest.Decompression;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The receiver of other back ends' protocols, with the key, compression and limits of OTLP/HTTP.
public final class ForeignHttp {

  private final OtlpIntake intake;
  private final Credentials credentials;
  private final List<ForeignRoute> routes;

  public ForeignHttp(OtlpIntake intake, Credentials credentials, List<ForeignRoute> routes) {
    this.intake = intake;
    this.credentials = credentials;
    this.routes = List.copyOf(routes);
  }

  public void addTo(ServerBuilder server) {
    for (var route : routes) {
      var binding = server.route().path(route.path()).methods(route.verbs());
      if (!route.header().isEmpty()) {
        binding.matchesHeaders(route.header());
      }
      binding.build(new Service(route));
    }
  }

  private final class Service implements HttpService {

    private final ForeignRoute route;

    Service(ForeignRoute route) {
      this.route = route;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
      try {
        // No browser sends these; a page of someone else's must not write through one.
        if (request.headers().contains(HttpHeaderNames.ORIGIN)) {
          throw new AppException(ErrorCode.FORBIDDEN, "this address is not for browsers");
        }
        var key = SenderKey.of(request.headers());
        var project = route.isOpen() ? "" : project(key);
        return HttpResponse.of(
            BodyCollector.collect(request, intake.limits())
                .thenApplyAsync(
                    body -> route.action().apply(read(project, context, request, body)),
                    intake.executor())
                .handle(
                    (answer, failure) ->
                        failure == null
                            ? send(answer)
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

  private String project(@Nullable String key) {
    intake.doorman().accept(key);
    return credentials.project(key);
  }

  private ForeignRoute.Request read(
      String project, ServiceRequestContext context, HttpRequest request, ByteBuffer body) {
    var values = new HashMap<String, String>();
    QueryParams.fromQueryString(context.query())
        .forEach(parameter -> values.putIfAbsent(parameter.getKey(), parameter.getValue()));
    values.putAll(context.pathParams());
    return new ForeignRoute.Request(
        project,
        values,
        name -> request.headers().get(name),
        Decompression.inflate(body, OtlpHttp.compression(request), intake.limits().bodyBytes()));
  }

  private static HttpResponse send(ForeignRoute.Answer answer) {
    var status = HttpStatus.valueOf(answer.status());
    return answer.json().isEmpty()
        ? HttpResponse.of(ResponseHeaders.of(status))
        : HttpResponse.of(status, MediaType.JSON_UTF_8, HttpData.ofUtf8(answer.json()));
  }

  private HttpResponse refuse(HttpRequest request, AppException refused) {
    intake
        .refusals()
        .refused(OtlpSignal.Kind.TRACES.label(), SenderKey.of(request.headers()), refused);
    var answer = Routes.send(Problem.of(refused.code(), refused.detail()));
    var wait = refused.retryAfter();
    if (wait == null) {
      return answer;
    }
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    return answer.mapHeaders(
        headers -> headers.toBuilder().addLong(HttpHeaderNames.RETRY_AFTER, seconds).build());
  }
}

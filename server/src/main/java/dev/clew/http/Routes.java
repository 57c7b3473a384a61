// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// Binds declared endpoints to the server: access, parameters, the thread that may block,
/// cancellation, errors.
public final class Routes {

  private static final long MAX_BODY_BYTES = 1 << 20;

  /// How long a stream may outlive the right to read it.
  private static final Duration ACCESS_CHECK = Duration.ofSeconds(2);

  private final Access access;
  private final InstantSource clock;
  private final ExecutorService workers;

  /// @param workers one virtual thread a request: actions block
  public Routes(Access access, InstantSource clock, ExecutorService workers) {
    this.access = access;
    this.clock = clock;
    this.workers = workers;
  }

  public void bind(ServerBuilder server, List<Endpoint> endpoints) {
    for (var endpoint : endpoints) {
      HttpService service = (context, request) -> serve(endpoint, context, request);
      server.service(
          Route.builder().path(endpoint.path()).methods(endpoint.method()).build(), service);
    }
  }

  /// An answer that goes on: the action returns at once and writes later.
  @FunctionalInterface
  public interface Streaming {
    EventStream open(Request request);
  }

  /// Binds a GET route whose answer is a stream. It ends when its caller may no longer read.
  public void bindStreaming(ServerBuilder server, String path, Streaming streaming) {
    HttpService service =
        (context, _) -> {
          context.clearRequestTimeout();
          try {
            var stream = streaming.open(request(Permission.READ, context, new byte[0]));
            endWithAccess(context, stream);
            return stream.answer(context);
          } catch (RuntimeException e) {
            return send(Problem.of(e));
          }
        };
    server.service(Route.builder().path(path).methods(HttpMethod.GET).build(), service);
  }

  /// Asks again and again, because a key may be revoked while a stream goes on.
  private void endWithAccess(ServiceRequestContext context, EventStream stream) {
    var headers = context.request().headers();
    Runnable ask =
        () -> {
          try {
            var _ = caller(headers, Permission.READ);
          } catch (AppException _) {
            stream.close();
          }
        };
    var asking =
        context
            .eventLoop()
            .withoutContext()
            .scheduleAtFixedRate(
                () -> workers.execute(ask),
                ACCESS_CHECK.toMillis(),
                ACCESS_CHECK.toMillis(),
                TimeUnit.MILLISECONDS);
    stream.onEnd(() -> asking.cancel(false));
  }

  /// Answers what no endpoint does, so that every answer under `/api` is JSON: 405 where another
  /// method would do, else 404.
  public void bindRest(ServerBuilder server, List<Endpoint> endpoints) {
    var methods = new TreeMap<String, Set<HttpMethod>>();
    for (var endpoint : endpoints) {
      methods.computeIfAbsent(endpoint.path(), _ -> new TreeSet<>()).add(endpoint.method());
    }
    methods.forEach(
        (path, allowed) -> {
          var others = EnumSet.complementOf(EnumSet.copyOf(allowed));
          others.removeAll(Set.of(HttpMethod.CONNECT, HttpMethod.UNKNOWN));
          var expected = String.join(", ", allowed.stream().map(HttpMethod::name).toList());
          server.service(
              Route.builder().path(path).methods(others).build(),
              (context, _) ->
                  notAllowed(context.method() + " (expected: " + expected + ")", expected));
        });
    server.serviceUnder(
        "/api/",
        (context, _) -> send(Problem.of(ErrorCode.NOT_FOUND, "no route " + context.path())));
  }

  /// 405, with the methods that would do.
  public static HttpResponse notAllowed(String detail, String expected) {
    var problem = Problem.of(ErrorCode.METHOD_NOT_ALLOWED, detail);
    var headers =
        ResponseHeaders.builder(problem.status())
            .contentType(problem.type())
            .add(HttpHeaderNames.ALLOW, expected);
    return HttpResponse.of(headers.build(), problem.body());
  }

  private HttpResponse serve(Endpoint endpoint, ServiceRequestContext context, HttpRequest http) {
    context.setMaxRequestLength(MAX_BODY_BYTES);
    context.clearRequestTimeout();
    var response = new CompletableFuture<HttpResponse>();
    var _ =
        http.aggregate()
            .whenComplete(
                (aggregated, failure) -> {
                  if (failure != null) {
                    response.complete(send(Problem.of(failure)));
                    return;
                  }
                  var work =
                      workers.submit(
                          () ->
                              response.complete(
                                  answer(endpoint, context, aggregated.content().array())));
                  // A client that leaves takes its query with it.
                  var _ = context.whenRequestCancelling().thenRun(() -> work.cancel(true));
                });
    return HttpResponse.of(response);
  }

  private HttpResponse answer(Endpoint endpoint, ServiceRequestContext context, byte[] body) {
    try {
      return send(endpoint.action().answer(request(endpoint.permission(), context, body)));
    } catch (Throwable e) {
      // Errors as well: without an answer the caller would wait for ever, and nobody would know.
      return send(Problem.of(e));
    }
  }

  private Request request(Permission permission, ServiceRequestContext context, byte[] body) {
    var caller = caller(context.request().headers(), permission);
    var query = new HashMap<String, List<String>>();
    var parameters = QueryParams.fromQueryString(context.query());
    parameters.names().forEach(name -> query.put(name, parameters.getAll(name)));
    return new Request(caller, clock.instant(), context.pathParams(), query, () -> body);
  }

  private Access.Caller caller(RequestHeaders headers, Permission permission) {
    return access.caller(Access.key(headers), Access.project(headers), permission);
  }

  /// An answer as Armeria sends it.
  public static HttpResponse send(Reply reply) {
    var headers =
        ResponseHeaders.builder(reply.status())
            .contentType(reply.type())
            .add(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (reply.status().code() == 503 || reply.status().code() == 429) {
      headers.add(HttpHeaderNames.RETRY_AFTER, "1");
    }
    return HttpResponse.of(headers.build(), reply.body());
  }
}

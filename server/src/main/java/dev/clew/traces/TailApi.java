// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.streaming.ServerSentEvents;
import dev.clew.http.Endpoint;
import dev.clew.http.EventStream;
import dev.clew.http.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The tail as server-sent events.
public final class TailApi {

  public static final String PATH = "/api/v1/tail";

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private final Tail tail;

  public TailApi(Tail tail) {
    this.tail = tail;
  }

  /// For the OpenAPI document; connections are answered by [#open].
  public static Endpoint declaration() {
    return Endpoint.get(
        PATH,
        "Server-sent events: a TraceSummary whenever a trace appears or changes",
        List.of(Endpoint.Parameter.FILTER),
        _ -> {
          throw new IllegalStateException("the tail is streamed");
        });
  }

  /// Answers one connection, for as long as it lasts.
  public HttpResponse open(Request request, ServiceRequestContext context) {
    var events = StreamMessage.<ServerSentEvent>streaming();
    var stream = new EventStream(events);
    var listener =
        tail.listen(
            request.project(),
            request.filter(),
            summary -> stream.offer("trace", summary),
            stream::close);
    var alive =
        context
            .eventLoop()
            .withoutContext()
            .scheduleAtFixedRate(stream::keepAlive, 0, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS);
    // However it ends: the client left, fell behind, or the server stops.
    var _ =
        events
            .whenComplete()
            .whenComplete(
                (_, _) -> {
                  tail.leave(listener);
                  alive.cancel(false);
                });
    return ServerSentEvents.fromPublisher(events);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.StreamWriter;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.streaming.ServerSentEvents;
import dev.clew.http.Endpoint;
import dev.clew.http.Request;
import java.time.Duration;
import java.util.ArrayDeque;
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
    var stream = new TailStream(StreamMessage.streaming());
    var listener = tail.listen(request.project(), request.filter(), stream::offer, stream::close);
    var alive =
        context
            .eventLoop()
            .withoutContext()
            .scheduleAtFixedRate(stream::keepAlive, 0, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS);
    var _ =
        stream
            .writer
            .whenComplete()
            .whenComplete(
                (_, _) -> {
                  tail.leave(listener);
                  alive.cancel(false);
                });
    return ServerSentEvents.fromPublisher(stream.writer);
  }

  /// Hands events to a connection one at a time, as fast as it takes them. Whoever falls too far
  /// behind is let go; a page connects again and reads its list anew.
  private static final class TailStream {

    private static final int MAX_WAITING = 1_000;

    private final StreamWriter<ServerSentEvent> writer;
    private final ArrayDeque<ServerSentEvent> waiting = new ArrayDeque<>();
    private boolean writing;

    TailStream(StreamWriter<ServerSentEvent> writer) {
      this.writer = writer;
    }

    void offer(String summary) {
      add(ServerSentEvent.builder().event("trace").data(summary).build());
    }

    void keepAlive() {
      add(ServerSentEvent.ofComment(" keep-alive"));
    }

    private void add(ServerSentEvent event) {
      synchronized (this) {
        if (waiting.size() >= MAX_WAITING) {
          waiting.clear();
          writer.close();
          return;
        }
        waiting.add(event);
        if (writing) {
          return;
        }
        writing = true;
      }
      writeNext();
    }

    private void writeNext() {
      ServerSentEvent next;
      synchronized (this) {
        next = waiting.poll();
        if (next == null) {
          writing = false;
          return;
        }
      }
      if (writer.tryWrite(next)) {
        var _ = writer.whenConsumed().thenRun(this::writeNext);
      }
    }

    void close() {
      writer.close();
    }
  }
}

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
import org.jspecify.annotations.Nullable;

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
    var stream = new TailStream(events);
    var listener = tail.listen(request.project(), request.filter(), stream::offer, stream::close);
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

  /// One connection of the tail. Hands events over one at a time, as fast as the connection takes
  /// them, and never makes the caller wait. Whoever falls too far behind is dropped: a page
  /// connects again and reads its list anew.
  private static final class TailStream {

    /// Of the events that wait: some thousand summaries.
    private static final int MAX_WAITING_CHARS = 2 << 20;

    private final StreamWriter<ServerSentEvent> writer;
    private final ArrayDeque<ServerSentEvent> waiting = new ArrayDeque<>();
    private int waitingChars;
    private boolean writing;
    private boolean dropped;

    TailStream(StreamWriter<ServerSentEvent> writer) {
      this.writer = writer;
    }

    void offer(String summary) {
      add(ServerSentEvent.builder().event("trace").data(summary).build());
    }

    void keepAlive() {
      add(ServerSentEvent.ofComment(" keep-alive"));
    }

    /// Ends the connection after what it has taken.
    void close() {
      writer.close();
    }

    private void add(ServerSentEvent event) {
      switch (enqueue(event)) {
        case WRITE -> writeNext();
        // Not a close, which would wait for the client to read what it does not read.
        case DROP -> writer.abort();
        case WAIT -> {}
      }
    }

    /// What follows from a new event.
    private enum Next {
      WRITE,
      WAIT,
      DROP
    }

    private synchronized Next enqueue(ServerSentEvent event) {
      if (dropped) {
        return Next.WAIT;
      }
      waiting.add(event);
      waitingChars += chars(event);
      if (waitingChars > MAX_WAITING_CHARS) {
        dropped = true;
        waiting.clear();
        return Next.DROP;
      }
      if (writing) {
        return Next.WAIT;
      }
      writing = true;
      return Next.WRITE;
    }

    private void writeNext() {
      for (var next = take(); next != null && writer.tryWrite(next); next = take()) {
        var consumed = writer.whenConsumed();
        if (!consumed.isDone()) {
          var _ = consumed.thenRun(this::writeNext);
          return;
        }
      }
    }

    private synchronized @Nullable ServerSentEvent take() {
      var next = waiting.poll();
      if (next == null) {
        writing = false;
      } else {
        waitingChars -= chars(next);
      }
      return next;
    }

    private static int chars(ServerSentEvent event) {
      var data = event.data();
      return 16 + (data == null ? 0 : data.length());
    }
  }
}

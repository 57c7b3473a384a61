// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.StreamWriter;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.streaming.ServerSentEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/// Server-sent events to one connection, one at a time, as fast as it takes them. Whoever falls too
/// far behind is let go; a page connects again and reads its list anew. Thread-safe.
public final class EventStream {

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
  private static final int MAX_WAITING = 1_000;

  private final String event;
  private final StreamWriter<ServerSentEvent> writer = StreamMessage.streaming();
  private final ArrayDeque<ServerSentEvent> waiting = new ArrayDeque<>();
  private boolean writing;

  /// @param event name of every event
  public EventStream(String event) {
    this.event = event;
  }

  /// Answers a request with the events, for as long as it lasts.
  ///
  /// @param onLeave runs when the connection is gone
  public HttpResponse answer(ServiceRequestContext context, Runnable onLeave) {
    var alive =
        context
            .eventLoop()
            .withoutContext()
            .scheduleAtFixedRate(this::keepAlive, 0, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS);
    var _ =
        writer
            .whenComplete()
            .whenComplete(
                (_, _) -> {
                  onLeave.run();
                  alive.cancel(false);
                });
    return ServerSentEvents.fromPublisher(writer);
  }

  /// Returns at once.
  public void offer(String data) {
    add(ServerSentEvent.builder().event(event).data(data).build());
  }

  private void keepAlive() {
    add(ServerSentEvent.ofComment(" keep-alive"));
  }

  private void add(ServerSentEvent next) {
    synchronized (this) {
      if (waiting.size() >= MAX_WAITING) {
        waiting.clear();
        writer.close();
        return;
      }
      waiting.add(next);
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

  public void close() {
    writer.close();
  }
}

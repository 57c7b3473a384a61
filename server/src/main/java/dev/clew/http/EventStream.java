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
import org.jspecify.annotations.Nullable;

/// One connection of a live tail. Hands events over one at a time, as fast as the connection takes
/// them, and never makes the caller wait. Whoever falls too far behind is dropped: a page connects
/// again and reads its list anew. Thread-safe.
public final class EventStream {

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  /// Of the events that wait: some thousand summaries.
  private static final int MAX_WAITING_CHARS = 2 << 20;

  private final String event;
  private final StreamWriter<ServerSentEvent> writer = StreamMessage.streaming();
  private final ArrayDeque<ServerSentEvent> waiting = new ArrayDeque<>();
  private int waitingChars;
  private boolean writing;
  private boolean dropped;

  /// @param event name of every event
  public EventStream(String event) {
    this.event = event;
  }

  /// @param action runs however it ends: the client left or fell behind, its key was revoked, or
  ///   the server stops
  public void onEnd(Runnable action) {
    var _ = writer.whenComplete().whenComplete((_, _) -> action.run());
  }

  /// Answers a request with the events, for as long as it lasts.
  HttpResponse answer(ServiceRequestContext context) {
    var alive =
        context
            .eventLoop()
            .withoutContext()
            .scheduleAtFixedRate(this::keepAlive, 0, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS);
    onEnd(() -> alive.cancel(false));
    return ServerSentEvents.fromPublisher(writer);
  }

  /// Returns at once.
  ///
  /// @param data JSON
  public void offer(String data) {
    add(ServerSentEvent.builder().event(event).data(data).build());
  }

  private void keepAlive() {
    add(ServerSentEvent.ofComment(" keep-alive"));
  }

  /// Ends the connection after what it has taken.
  public void close() {
    writer.close();
  }

  private void add(ServerSentEvent next) {
    switch (enqueue(next)) {
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

  private synchronized Next enqueue(ServerSentEvent next) {
    if (dropped) {
      return Next.WAIT;
    }
    waiting.add(next);
    waitingChars += chars(next);
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

// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamWriter;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One connection of a live tail. Hands events over one at a time, as fast as the connection takes
/// them, and never makes the caller wait. Whoever falls too far behind is dropped: a page connects
/// again and reads its list anew.
public final class EventStream {

  /// Of the events that wait: some thousand summaries.
  private static final int MAX_WAITING_CHARS = 2 << 20;

  private final StreamWriter<ServerSentEvent> writer;
  private final ArrayDeque<ServerSentEvent> waiting = new ArrayDeque<>();
  private int waitingChars;
  private boolean writing;
  private boolean dropped;

  public EventStream(StreamWriter<ServerSentEvent> writer) {
    this.writer = writer;
  }

  /// @param event its name
  /// @param data JSON
  public void offer(String event, String data) {
    add(ServerSentEvent.builder().event(event).data(data).build());
  }

  /// A comment, so that a quiet connection is not taken for a dead one.
  public void keepAlive() {
    add(ServerSentEvent.ofComment(" keep-alive"));
  }

  /// Ends the connection after what it has taken.
  public void close() {
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

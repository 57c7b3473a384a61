// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.http.Endpoint;
import dev.clew.http.EventStream;
import dev.clew.http.Request;
import java.util.List;

/// The log tail as server-sent events.
public final class LogTailApi {

  public static final String PATH = "/api/v1/logs/tail";

  private final LogTail tail;

  public LogTailApi(LogTail tail) {
    this.tail = tail;
  }

  /// For the OpenAPI document; connections are answered by [#open].
  public static Endpoint declaration() {
    return Endpoint.get(
        PATH,
        "Server-sent events: a log record as it arrives",
        List.of(Endpoint.Parameter.FILTER),
        _ -> {
          throw new IllegalStateException("the tail is streamed");
        });
  }

  /// What one connection gets, for as long as it lasts.
  public EventStream open(Request request) {
    var stream = new EventStream("log");
    var listener = tail.listen(request.project(), request.filter(), stream::offer, stream::close);
    stream.onEnd(() -> tail.leave(listener));
    return stream;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.http.Endpoint;
import dev.clew.http.EventStream;
import dev.clew.http.Request;
import java.util.List;

/// The tail as server-sent events.
public final class TailApi {

  public static final String PATH = "/api/v1/tail";

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

  /// What one connection gets, for as long as it lasts.
  public EventStream open(Request request) {
    var stream = new EventStream("trace");
    var listener = tail.listen(request.project(), request.filter(), stream::offer, stream::close);
    stream.onEnd(() -> tail.leave(listener));
    return stream;
  }
}

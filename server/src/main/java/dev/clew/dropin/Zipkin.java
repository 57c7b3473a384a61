// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.otlp.ForeignRoute;
import dev.clew.otlp.ForeignRoute.Answer;
import dev.clew.otlp.ForeignRoute.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Zipkin's API, version 2, in JSON (openzipkin/zipkin-api, `zipkin2-api.yaml`).
final class Zipkin {

  private static final int INTERNAL = 1;

  /// A start and a duration of this many are still nanoseconds of 64 bits.
  private static final long MAX_MICROS = Long.MAX_VALUE / 2_000;

  private final Holding.Sink sink;

  Zipkin(Holding.Sink sink) {
    this.sink = sink;
  }

  List<ForeignRoute> routes() {
    return List.of(ForeignRoute.post("/api/v2/spans", this::spans));
  }

  private Answer spans(Request request) {
    var list = Pieces.parse(request.body());
    if (!list.isArray()) {
      throw new AppException(ErrorCode.INVALID, "body: (expected: a list of Zipkin spans in JSON)");
    }
    var shared = new HashSet<String>();
    for (var one : list) {
      if (one.path("shared").asBoolean()) {
        shared.add(place(one, Pieces.first(one, "id")));
      }
    }
    List<OtlpSpan> spans = new ArrayList<>();
    for (var one : list) {
      // The answer has no room for what is wrong with one of many.
      if (one.hasNonNull("id") && one.hasNonNull("traceId")) {
        spans.add(span(one, shared));
      }
    }
    if (spans.isEmpty() && !list.isEmpty()) {
      throw new AppException(ErrorCode.INVALID, "id, traceId: missing (expected: both)");
    }
    if (!spans.isEmpty()) {
      sink.store(request.project(), OtlpBody.of(spans));
    }
    return new Answer(202, "");
  }

  /// A span as one service knows it.
  private static String place(JsonNode zipkin, String id) {
    return Pieces.first(zipkin, "traceId")
        + " "
        + id
        + " "
        + zipkin.path("localEndpoint").path("serviceName").asText("");
  }

  /// @param shared the servers' sides of shared spans: what the same service did is below them
  private static OtlpSpan span(JsonNode zipkin, Set<String> shared) {
    var id = Pieces.first(zipkin, "id");
    var trace = Pieces.first(zipkin, "traceId");
    var parent = Pieces.first(zipkin, "parentId");
    // Client and server may share a span; here each has its own, the server's below the client's.
    boolean isShared = zipkin.path("shared").asBoolean();
    long start = nanos(zipkin.path("timestamp"));
    var service = zipkin.path("localEndpoint").path("serviceName").asText("");
    var span =
        new OtlpSpan(
                new OtlpSpan.Source(service, "zipkin", ""),
                Ids.trace(padded(trace, 32)),
                isShared ? Ids.span("shared " + id) : Ids.span(padded(id, 16)),
                isShared
                    ? Ids.span(padded(id, 16))
                    : parent.isEmpty()
                        ? null
                        : shared.contains(place(zipkin, parent))
                            ? Ids.span("shared " + parent)
                            : Ids.span(padded(parent, 16)))
            .named(zipkin.path("name").asText(""), start, start + nanos(zipkin.path("duration")))
            .kind(kind(zipkin.path("kind").asText("")))
            .text("peer.service", zipkin.path("remoteEndpoint").path("serviceName"));
    zipkin.path("tags").properties().forEach(tag -> span.text(tag.getKey(), tag.getValue()));
    for (var annotation : zipkin.path("annotations")) {
      span.event(annotation.path("value").asText(), nanos(annotation.path("timestamp")));
    }
    if (zipkin.path("tags").has("error")) {
      span.failed(zipkin.path("tags").path("error").asText());
    }
    return span;
  }

  /// Of microseconds; 0 for a number that is no time.
  private static long nanos(JsonNode micros) {
    long number = micros.asLong();
    return number < 0 || number > MAX_MICROS ? 0 : number * 1_000;
  }

  private static int kind(String kind) {
    return switch (kind) {
      case "SERVER" -> 2;
      case "CLIENT" -> 3;
      case "PRODUCER" -> 4;
      case "CONSUMER" -> 5;
      default -> INTERNAL;
    };
  }

  private static String padded(String hex, int length) {
    return hex.length() >= length ? hex : "0".repeat(length - hex.length()) + hex;
  }
}

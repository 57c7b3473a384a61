// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Operation;
import dev.clew.semconv.dialect.Field;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// When the first token came, in milliseconds after the span's start (semconv §3.5).
///
/// @param stream `null` when nobody said
record Timing(@Nullable Boolean stream, @Nullable Double ttftMs) {

  static final Timing UNKNOWN = new Timing(null, null);

  private static final double[] MILLIS_PER_UNIT = {1e3, 1, 1e-3, 1e-6};

  /// OpenInference marks the first token, OpenLLMetry every chunk.
  private static final String FIRST_TOKEN = "First Token Stream Event";

  private static final String CHUNK = "content.completion.chunk";

  /// @param streamHint what the request's parameters say, when no attribute does
  static Timing of(Draft draft, Operation op, @Nullable Boolean streamHint) {
    if (!op.isModelCall() && !draft.has(Field.STREAM)) {
      return UNKNOWN;
    }
    var stated = Coercion.bool(draft.value(Field.STREAM));
    if (Boolean.FALSE.equals(stated)) {
      // What OpenLIT calls the first token is then the whole answer.
      return new Timing(stated, null);
    }
    var stream = stated != null ? stated : streamHint;
    double durationMs = draft.span().durationNs() / 1e6;
    var ttft = attribute(draft, durationMs, Boolean.TRUE.equals(stream));
    var event = Double.NaN;
    if (ttft == null) {
      event = firstTokenTime(draft);
      if (Double.isNaN(event)) {
        event = firstTokenEvent(draft);
      }
      ttft = isSane(event, durationMs) ? (Double) event : null;
    }
    boolean showsStream = ttft != null || !Double.isNaN(event);
    return new Timing((stream == null && showsStream) ? Boolean.TRUE : stream, ttft);
  }

  /// Time per output token after the first; only a stream with two tokens or more has one.
  @Nullable Double perTokenMs(Draft draft, @Nullable Long output) {
    if (ttftMs == null || output == null || output < 2 || !Boolean.TRUE.equals(stream)) {
      return null;
    }
    double rest = draft.span().durationNs() / 1e6 - ttftMs;
    return rest <= 0 ? null : (Double) (rest / (output - 1));
  }

  private static @Nullable Double attribute(Draft draft, double durationMs, boolean streams) {
    var ttft = inUnit(draft, Field.TTFT_SECONDS, 1e3, durationMs);
    if (ttft == null) {
      ttft = inUnit(draft, Field.TTFT_NANOS, 1e-6, durationMs);
    }
    if (ttft == null) {
      ttft = inUnit(draft, Field.TTFT_MILLIS, 1, durationMs);
    }
    // Some SDKs write the whole duration when nothing was streamed.
    return ttft != null && !streams && ttft >= 0.99 * durationMs ? null : ttft;
  }

  /// The same name comes in different units, so an impossible value is tried in the others.
  private static @Nullable Double inUnit(
      Draft draft, Field field, double millisPerUnit, double durationMs) {
    var number = draft.has(field) ? Coercion.number(draft.value(field)) : null;
    if (number == null || number <= 0) {
      return null;
    }
    if (isSane(number * millisPerUnit, durationMs)) {
      return number * millisPerUnit;
    }
    for (double other : MILLIS_PER_UNIT) {
      if (isSane(number * other, durationMs)) {
        return number * other;
      }
    }
    return null;
  }

  private static double firstTokenTime(Draft draft) {
    var date = draft.has(Field.FIRST_TOKEN_TIME) ? draft.text(Field.FIRST_TOKEN_TIME) : null;
    if (date == null) {
      return Double.NaN;
    }
    try {
      var time = OffsetDateTime.parse(date).toInstant();
      double nanos = (time.getEpochSecond() - draft.span().startNs() / 1_000_000_000) * 1e9;
      return (nanos + time.getNano() - draft.span().startNs() % 1_000_000_000) / 1e6;
    } catch (DateTimeParseException e) {
      return Double.NaN;
    }
  }

  private static double firstTokenEvent(Draft draft) {
    for (var event : draft.span().events()) {
      if (event.name().equals(FIRST_TOKEN) || event.name().endsWith(CHUNK)) {
        return (event.timeNs() - draft.span().startNs()) / 1e6;
      }
    }
    return Double.NaN;
  }

  private static boolean isSane(double ttftMs, double durationMs) {
    return ttftMs > 0 && ttftMs <= durationMs * 1.01;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.Row;
import dev.clew.model.Layer;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.nio.ByteBuffer;
import java.util.Set;

/// A call that a trace is charged for, as far as another trace's record of it can be recognised: by
/// the provider's response id at the same time; where there is none, by equal figures at the same
/// time from another instrumentation of that service, or from a gateway or server that the call
/// passes; and where one of the two has no figures, as failed calls and streams without usage have
/// not, by time, service and model.
///
/// @param model as requested, or else as it answered
/// @param input tokens, -1 when unknown
/// @param begins whether the trace begins with this call, as one does that lost its context
record ChargedCall(
    TraceId trace,
    String responseId,
    String service,
    String layer,
    String scope,
    String model,
    boolean failed,
    boolean begins,
    long input,
    long output,
    long start,
    long end) {

  /// Clocks of hosts that saw one response may differ by this much.
  static final long HOSTS_SLACK_NS = 1_000_000_000L;

  /// Clocks of one call's observers may differ by this much where only figures say that it is one.
  static final long SLACK_NS = 50_000_000L;

  private static final Set<String> PASSED_THROUGH =
      Set.of(Layer.API_GATEWAY.label(), Layer.AI_GATEWAY.label(), Layer.MODEL_SERVER.label());

  /// Within one process there is one clock; what remains is how precisely senders write times.
  private static final long PRECISION_NS = 2_000_000L;

  static ChargedCall of(Call call, TraceId trace) {
    var span = call.span();
    var input = span.usage().input();
    var output = span.usage().output();
    return new ChargedCall(
        trace,
        span.model().responseId(),
        span.emitter().service(),
        span.emitter().layer(),
        span.emitter().scope(),
        span.model().requestModel().isEmpty()
            ? span.model().responseModel()
            : span.model().requestModel(),
        span.hasFailed(),
        span.parentId().equals(SpanId.NONE),
        input == null ? -1 : input,
        output == null ? -1 : output,
        span.startNs(),
        span.endNs());
  }

  static ChargedCall of(Row row) {
    var id = ByteBuffer.wrap(row.bytes("trace_id"));
    long start = row.number("start_time");
    return new ChargedCall(
        new TraceId(id.getLong(), id.getLong()),
        row.string("response_id"),
        row.string("service"),
        row.string("layer"),
        row.string("scope"),
        row.string("model"),
        row.bool("failed"),
        row.bool("first"),
        row.number("input_tokens"),
        row.number("output_tokens"),
        start,
        start + row.number("duration_ns"));
  }

  boolean isCounted() {
    return input >= 0 || output >= 0;
  }

  boolean isSameCallAs(ChargedCall other) {
    if (trace.equals(other.trace)) {
      return false;
    }
    if (!responseId.isEmpty() && !other.responseId.isEmpty()) {
      return responseId.equals(other.responseId) && isMeanwhile(other) && !isCopyOf(other);
    }
    if (scope.equals(other.scope)) {
      return false;
    }
    return isCounted() ? isCountedViewOf(other) : isUncountedViewOf(other);
  }

  /// Model servers for tests answer every call with one id.
  private boolean isMeanwhile(ChargedCall other) {
    return start <= other.end + HOSTS_SLACK_NS && other.start <= end + HOSTS_SLACK_NS;
  }

  /// The same telemetry once more under another trace id, as when it is replayed: two observers of
  /// one call do not agree to the nanosecond.
  private boolean isCopyOf(ChargedCall other) {
    return service.equals(other.service)
        && scope.equals(other.scope)
        && end - start == other.end - other.start;
  }

  private boolean isCountedViewOf(ChargedCall other) {
    return input > 0
        && input == other.input
        && output == other.output
        && (service.equals(other.service) || isOnTheWay() || other.isOnTheWay())
        && (isAboutAsLongAs(other) || isLostWithin(other) || other.isLostWithin(this))
        && isNested(other, service.equals(other.service) ? PRECISION_NS : SLACK_NS);
  }

  /// What one observer adds around the call is less than the call.
  private boolean isAboutAsLongAs(ChargedCall other) {
    long one = end - start;
    long two = other.end - other.start;
    return Math.max(one, two) <= 3 * Math.min(one, two) + PRECISION_NS;
  }

  /// An SDK's own span for which a framework did not set its context: all that the framework does
  /// before, such as making the client of the first call, is around it.
  private boolean isLostWithin(ChargedCall other) {
    return begins
        && !model.isEmpty()
        && model.equals(other.model)
        && service.equals(other.service)
        && isInside(other, PRECISION_NS);
  }

  /// Two applications do not see each other's calls; what stands between one and its model does.
  private boolean isOnTheWay() {
    return PASSED_THROUGH.contains(layer);
  }

  /// A failure that another instrumentation answered is an attempt before the answer, not the call.
  private boolean isUncountedViewOf(ChargedCall other) {
    return (begins || other.begins)
        && (!failed || other.failed)
        && !model.isEmpty()
        && model.equals(other.model)
        && service.equals(other.service)
        && isNested(other, PRECISION_NS);
  }

  /// One of the two lies inside the other: they are one call seen from two distances.
  private boolean isNested(ChargedCall other, long slack) {
    return isInside(other, slack) || other.isInside(this, slack);
  }

  private boolean isInside(ChargedCall other, long slack) {
    return start >= other.start - slack && end <= other.end + slack;
  }
}

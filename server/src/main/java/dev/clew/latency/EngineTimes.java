// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

/// What an engine's span says of the parts of its time, in milliseconds; NaN where it does not.
///
/// vLLM writes seconds as doubles, Alibaba Cloud's convention nanoseconds as integers, under the
/// same names `gen_ai.latency.time_in_…`: the shape of the value decides (latency.md §5.4).
record EngineTimes(double queueMs, double prefillMs, double decodeMs) {

  static final EngineTimes NONE = new EngineTimes(Double.NaN, Double.NaN, Double.NaN);

  private static final double FROM_NANOS = 1e5;

  /// @param queue attributes as JSON text; empty when they are missing
  static EngineTimes of(String queue, String prefill, String decode) {
    return queue.isEmpty() && prefill.isEmpty() && decode.isEmpty()
        ? NONE
        : new EngineTimes(millis(queue), millis(prefill), millis(decode));
  }

  private static double millis(String text) {
    try {
      double value = Double.parseDouble(text);
      if (!(value >= 0) || Double.isInfinite(value)) {
        return Double.NaN;
      }
      boolean isWhole = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
      return isWhole && value >= FROM_NANOS ? value / 1e6 : value * 1e3;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}

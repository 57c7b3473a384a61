// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import java.util.Locale;

/// What model servers and GPUs are asked for, whatever an engine calls it (semconv.md §7.2, §7.4).
enum Measure {
  RUNNING(Kind.GAUGE, Join.SUM, "{request}"),
  WAITING(Kind.GAUGE, Join.SUM, "{request}"),
  KV_USAGE(Kind.GAUGE, Join.MAX, "1"),
  CACHE_HIT_RATE(Kind.GAUGE, Join.MEAN, "1"),
  CACHE_QUERIES(Kind.COUNTER, Join.SUM, "{token}"),
  CACHE_HITS(Kind.COUNTER, Join.SUM, "{token}"),
  PREEMPTIONS(Kind.COUNTER, Join.SUM, "{preemption}"),
  PROMPT_TOKENS(Kind.COUNTER, Join.SUM, "{token}"),
  OUTPUT_TOKENS(Kind.COUNTER, Join.SUM, "{token}"),
  QUEUE_TIME(Kind.TIME, Join.SUM, "s"),
  PREFILL_TIME(Kind.TIME, Join.SUM, "s"),
  DECODE_TIME(Kind.TIME, Join.SUM, "s"),
  TTFT(Kind.TIME, Join.SUM, "s"),
  TOKEN_TIME(Kind.TIME, Join.SUM, "s"),
  E2E_TIME(Kind.TIME, Join.SUM, "s"),
  GPU_UTILIZATION(Kind.GAUGE, Join.MEAN, "1"),
  GPU_TENSOR_ACTIVE(Kind.GAUGE, Join.MEAN, "1"),
  GPU_MEMORY_BANDWIDTH(Kind.GAUGE, Join.MEAN, "1"),
  GPU_MEMORY_USED(Kind.GAUGE, Join.SUM, "By"),
  GPU_MEMORY_FREE(Kind.GAUGE, Join.SUM, "By"),
  GPU_POWER(Kind.GAUGE, Join.SUM, "W"),
  GPU_TEMPERATURE(Kind.GAUGE, Join.MAX, "Cel");

  /// How points of it are read. A time is a histogram of which the mean is taken: bounds of engines
  /// begin too high for quantiles.
  enum Kind {
    GAUGE,
    COUNTER,
    TIME
  }

  /// How the series of one server come together.
  enum Join {
    SUM,
    MEAN,
    MAX
  }

  private final Kind kind;
  private final Join join;
  private final String unit;

  Measure(Kind kind, Join join, String unit) {
    this.kind = kind;
    this.join = join;
    this.unit = unit;
  }

  Kind kind() {
    return kind;
  }

  Join join() {
    return join;
  }

  /// UCUM, as OpenTelemetry writes units.
  String unit() {
    return unit;
  }

  /// The unit of its values over time: a counter's are rates.
  String unitOverTime() {
    return kind == Kind.COUNTER ? unit + "/s" : unit;
  }

  boolean isGpu() {
    return name().startsWith("GPU_");
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

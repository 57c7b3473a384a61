// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.latency.Measured.Seen;
import dev.clew.latency.Neighbours.Beside;
import dev.clew.model.SpanId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Calls of a server whose every millisecond is known.
final class Synthetic {

  static final CostKey KEY = new CostKey("vllm", "llama-8b", "gpu-1:8000", true);

  static final double BASE = 60;
  static final double PER_TOKEN = 0.05;
  static final double PER_ATTENTION = 2e-6;
  static final double TPOT = 20;

  /// @param queued milliseconds that the call really waited
  record Truth(Measured call, double queued, double prefill) {}

  private Synthetic() {}

  static double prefill(long uncached, long cached) {
    return BASE + PER_TOKEN * uncached + PER_ATTENTION * uncached * (cached + uncached / 2.0);
  }

  static Measured call(
      int number, long uncached, long cached, long output, double firstMs, double tpot) {
    return new Measured(
        new SpanId(number + 1),
        KEY,
        "shop",
        "",
        1_700_000_000_000_000_000L + number * 500_000_000L,
        firstMs + (output - 1) * tpot,
        firstMs,
        uncached,
        cached,
        output,
        true,
        false,
        0,
        0,
        Seen.NOTHING);
  }

  /// A tenth of the calls wait 0.5 to 4 s; prefill varies by a few percent.
  static List<Truth> calls(long seed, int count) {
    var random = new Random(seed);
    var calls = new ArrayList<Truth>();
    for (int i = 0; i < count; i++) {
      long uncached = 50L + random.nextInt(12_000);
      long cached = random.nextInt(4) == 0 ? random.nextInt(20_000) : 0;
      long output = 20L + random.nextInt(400);
      double queued = random.nextInt(10) == 0 ? 500 + 3_500 * random.nextDouble() : 0;
      double prefill = prefill(uncached, cached) * (1 + 0.03 * random.nextGaussian());
      double tpot = TPOT * (1 + 0.05 * random.nextGaussian());
      calls.add(
          new Truth(call(i, uncached, cached, output, queued + prefill, tpot), queued, prefill));
    }
    return calls;
  }

  static CostModel fitted(List<Truth> calls) {
    return Fitting.of(KEY, calls.stream().map(truth -> sample(truth.call())).toList(), 0);
  }

  static Sample sample(Measured call) {
    return new Sample(
        call.modelledMs(),
        call.tpotMs(),
        call.networkMs(),
        call.uncached(),
        call.cached(),
        call.output(),
        1,
        1);
  }

  static Judged judged(Measured call, CostModel model) {
    return Judge.of(call, model, Beside.NOBODY, Double.NaN);
  }
}

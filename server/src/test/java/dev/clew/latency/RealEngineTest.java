// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.latency.Measured.Seen;
import dev.clew.model.SpanId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Twenty calls of a real model on a real engine, with what its server counted beside each.
class RealEngineTest {

  private static final CostKey KEY = new CostKey("llama.cpp", "smollm2-135m", "", true);

  private record Known(String phase, Measured call, double prefillMs, double waitingMs) {}

  @Test
  void waitingAndReadingAreWhatTheServerCounted() throws IOException {
    var all = read();
    var model =
        Fitting.of(KEY, all.stream().map(known -> Synthetic.sample(known.call())).toList(), 0);
    for (var phase : List.of("A", "B")) {
      var calls = all.stream().filter(known -> known.phase().equals(phase)).toList();
      var judged = calls.stream().map(known -> Synthetic.judged(known.call(), model)).toList();
      double said =
          mean(judged.stream().mapToDouble(one -> one.queueMs() + one.prefillMs()).toArray());
      double counted =
          mean(calls.stream().mapToDouble(one -> one.waitingMs() + one.prefillMs()).toArray());
      assertThat(Math.abs(said - counted)).isLessThan(Math.max(50, 0.15 * counted));

      double queue = mean(judged.stream().mapToDouble(Judged::queueMs).toArray());
      double waited = mean(calls.stream().mapToDouble(Known::waitingMs).toArray());
      assertThat(Math.abs(queue - waited))
          .as("queue of phase %s: %.0f ms, really %.0f ms", phase, queue, waited)
          .isLessThan(Math.max(50, 0.15 * waited));
    }
  }

  @Test
  void callsOneAfterAnotherDidNotWaitAndMostOfTheOthersDid() throws IOException {
    var all = read();
    var model =
        Fitting.of(KEY, all.stream().map(known -> Synthetic.sample(known.call())).toList(), 0);
    var wrong = new ArrayList<Known>();
    for (var known : all) {
      boolean isFound = Synthetic.judged(known.call(), model).queueMs() > 0;
      if (isFound != known.waitingMs() > 600) {
        wrong.add(known);
      }
    }

    // The fifth call was read at two thirds of the others' speed: from outside that is waiting.
    assertThat(wrong).extracting(known -> known.call().span()).isSubsetOf(new SpanId(5));
  }

  private static List<Known> read() throws IOException {
    var calls = new ArrayList<Known>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    RealEngineTest.class.getResourceAsStream("/latency/llamacpp.csv")),
                StandardCharsets.UTF_8))) {
      for (var line : lines.lines().skip(2).toList()) {
        var cells = line.split(",");
        long cached = Long.parseLong(cells[2]);
        calls.add(
            new Known(
                cells[0],
                new Measured(
                    new SpanId(calls.size() + 1),
                    KEY,
                    "",
                    "",
                    0,
                    Double.parseDouble(cells[5]),
                    Double.parseDouble(cells[4]),
                    Long.parseLong(cells[1]) - cached,
                    cached,
                    Long.parseLong(cells[3]),
                    true,
                    false,
                    0,
                    0,
                    Seen.NOTHING),
                Double.parseDouble(cells[6]),
                Double.parseDouble(cells[7])));
      }
    }
    return calls;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.latency.Neighbours.Beside;
import dev.clew.model.Counted;
import java.util.Locale;

/// A verdict in words.
final class Sentences {

  private Sentences() {}

  static String of(
      Measured call,
      CostModel model,
      Terms terms,
      Verdict verdict,
      double difference,
      Beside beside,
      double waiting) {
    var beyond =
        "%s, %s more than calls like it usually take: "
            .formatted(time(call.durationMs()), time(difference));
    return switch (verdict) {
      case NORMAL ->
          "%s, as calls of this model usually take (%s)"
              .formatted(time(call.durationMs()), time(model.typicalMs()));
      case NETWORK ->
          beyond + time(terms.network()) + " between the application and the model server";
      case QUEUE ->
          beyond
              + time(terms.queue())
              + " waiting for the model server"
              + who(call, beside, waiting);
      case MORE_INPUT ->
          "%s%s to read %s of input; usual are %,d"
              .formatted(
                  beyond,
                  time(terms.moreInput()),
                  new Counted(call.uncached(), "uncached token").text(),
                  model.typical().uncached());
      case COLD_CACHE ->
          "%s%s to read %s again of which the call before had sent %,d: the cache gave %,d"
              .formatted(
                  beyond,
                  time(terms.moreInput()),
                  tokens(call.uncached()),
                  call.prompt(),
                  call.cached());
      case SLOW_PREFILL ->
          "%s%s more to read %s than usual for as many"
              .formatted(beyond, time(terms.slowPrefill()), tokens(call.uncached()));
      case LONGER_OUTPUT ->
          "%s%s to write %s of output; usual are %,d"
              .formatted(
                  beyond,
                  time(terms.longerOutput()),
                  tokens(call.output()),
                  model.typical().output());
      case SLOW_DECODE ->
          "%s%s for each token instead of %s, with %s under way"
              .formatted(
                  beyond,
                  time(call.tpotMs()),
                  time(model.tokenMs()),
                  new Counted(beside.load(), "call").text());
      case BUFFERED ->
          "the first token came after %s of %s: the stream was held back on its way"
              .formatted(time(call.firstMs()), time(call.durationMs()));
      case RETRY -> beyond + time(call.retryMs()) + " on attempts that failed";
      case CLIENT_STALL ->
          beyond + time(call.stallMs()) + " until the caller had read what the gateway had sent";
      case TOOL, AGENT, MIXED, UNKNOWN -> beyond + "no single cause explains it";
    };
  }

  private static String who(Measured call, Beside beside, double waiting) {
    if (call.seen().isEngine()) {
      return ", by its own span";
    }
    if (waiting > 0) {
      return ", where %s waiting".formatted(new Counted(Math.round(waiting), "request").were());
    }
    return beside.floorMs() > Limits.WAIT_MS
        ? ", as calls with short prompts did in that minute"
        : ", by what the model of its tokens leaves unexplained";
  }

  private static String tokens(long count) {
    return new Counted(count, "token").text();
  }

  /// `840 ms`, `4.2 s`, `3 min 5 s`.
  static String time(double ms) {
    if (ms < 1_000) {
      return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
    }
    long seconds = Math.round(ms / 1_000);
    return seconds < 100
        ? String.format(Locale.ROOT, "%.1f s", ms / 1_000)
        : "%d min %d s".formatted(seconds / 60, seconds % 60);
  }
}

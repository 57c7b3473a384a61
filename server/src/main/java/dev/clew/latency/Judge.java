// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.latency.Neighbours.Beside;
import org.jspecify.annotations.Nullable;

/// Compares a call with the typical call of its key and says what the difference is made of
/// (latency.md §5.4). Pure.
final class Judge {

  private final Measured call;
  private final CostModel model;
  private final Beside beside;
  private final double waiting;

  private Judge(Measured call, CostModel model, Beside beside, double waiting) {
    this.call = call;
    this.model = model;
    this.beside = beside;
    this.waiting = waiting;
  }

  /// @param model `null` while too little is known
  /// @param waiting requests that waited at the model server when the call came, by its metrics;
  ///   NaN when nobody knows
  static Judged of(Measured call, @Nullable CostModel model, Beside beside, double waiting) {
    if (model == null || !call.isComparable()) {
      return new Judged(
          call,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Terms.UNKNOWN,
          Verdict.UNKNOWN,
          call.seen().isEngine() ? Evidence.MEASURED : Evidence.ESTIMATED,
          call.seen().engineQueueMs(),
          call.seen().enginePrefillMs(),
          beside.load(),
          call.hasFailed()
              ? "the call failed"
              : model == null
                  ? "too few calls like it so far (%d are needed)".formatted(Limits.FIT_CALLS)
                  : "the call does not say how many tokens it had");
    }
    return new Judge(call, model, beside, waiting).judged();
  }

  /// What a call took beyond the line of its model.
  static double residual(Measured call, @Nullable CostModel model) {
    return model == null || !call.isComparable()
        ? Double.NaN
        : call.modelledMs() - line(call, model);
  }

  private static double line(Measured call, CostModel model) {
    double output = call.streams() ? 0 : Math.max(0, call.output() - 1) * model.perOutput();
    return model.prefill(call.uncached(), call.cached()) + output;
  }

  private Judged judged() {
    double beyond = residual(call, model) - model.slack();
    boolean isMeasured = call.seen().isEngine();
    boolean isBuffered = isBuffered();
    boolean waited = call.streams() && !isMeasured && !isBuffered && waited(beyond);
    double queued = isMeasured ? call.queueMs() : waited ? beyond : 0;
    // What a call took beyond the line without having waited is slower work, or chance.
    double slower = call.streams() && !isBuffered && !waited ? beyond : 0;
    var terms = terms(queued, slower, isBuffered);
    double difference = call.durationMs() - model.typicalMs();
    var evidence =
        isMeasured
            ? Evidence.MEASURED
            : Double.isNaN(waiting) ? Evidence.ESTIMATED : Evidence.JOINED;
    var verdict = verdict(terms, difference, isBuffered);
    return new Judged(
        call,
        model.typicalMs(),
        model.typicalFirstMs(),
        model.tokenMs(),
        terms,
        verdict,
        evidence,
        call.streams() || isMeasured ? queued : Double.NaN,
        prefill(queued, isMeasured),
        beside.load(),
        Sentences.of(call, model, terms, verdict, difference, beside, waiting));
  }

  /// Until the first token, without network and waiting.
  private double prefill(double queued, boolean isMeasured) {
    if (isMeasured) {
      return call.seen().enginePrefillMs();
    }
    return call.streams() ? Math.max(0, call.modelledMs() - queued) : Double.NaN;
  }

  private Terms terms(double queued, double slower, boolean isBuffered) {
    double difference = call.durationMs() - model.typicalMs();
    var typical = model.typical();
    double usual = model.prefill(typical.uncached(), typical.cached());
    double pace = model.tokenMs();
    double more = (call.output() - typical.output()) * pace;
    boolean hasPace = call.streams() && !isBuffered && !Double.isNaN(call.tpotMs());
    return Terms.of(
        difference,
        call.networkMs() - typical.networkMs(),
        queued,
        model.prefill(call.uncached(), call.cached()) - usual,
        slower,
        Double.isNaN(more) ? 0 : more,
        hasPace && !Double.isNaN(pace) ? (call.output() - 1) * (call.tpotMs() - pace) : 0);
  }

  /// A residual is waiting, unless calls beside it say that long prompts alone got slower: waiting
  /// moves the floor, contention the slope.
  private boolean waited(double beyond) {
    if (beyond <= model.waitBound()) {
      return false;
    }
    if (!Double.isNaN(waiting)) {
      return waiting > 0;
    }
    boolean floorStands = beside.floorMs() - model.slack() <= model.waitBound() / 2;
    boolean slopeMoved = beside.steepMs() - model.slack() > model.waitBound();
    boolean isLong = call.uncached() > model.typical().uncached();
    return !(isLong && beside.near() >= 6 && floorStands && slopeMoved);
  }

  private boolean isBuffered() {
    return call.streams()
        && call.output() > Limits.BUFFERED_TOKENS
        && call.firstMs() > Limits.BUFFERED_SHARE * call.durationMs()
        && call.durationMs() >= Limits.BUFFERED_MS;
  }

  private Verdict verdict(Terms terms, double difference, boolean isBuffered) {
    if (isBuffered) {
      return Verdict.BUFFERED;
    }
    if (difference < Limits.SLOW_MS || difference < Limits.SLOW_SHARE * model.typicalMs()) {
      return Verdict.NORMAL;
    }
    if (call.retryMs() >= Limits.SHARE * difference) {
      return Verdict.RETRY;
    }
    if (call.stallMs() >= Limits.SHARE * difference) {
      return Verdict.CLIENT_STALL;
    }
    var largest = terms.largest(difference);
    return largest == Verdict.MORE_INPUT && isColdCache() ? Verdict.COLD_CACHE : largest;
  }

  /// The call before it had sent most of this prompt, and the cache gave hardly anything of it.
  private boolean isColdCache() {
    return call.isCacheKnown()
        && call.prompt() > 0
        && call.cached() < 0.2 * call.prompt()
        && call.uncached() >= call.prompt();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Holds what was read against a rule's condition.
final class Judge {

  /// Days of which something must be known before a band is drawn.
  private static final int FEWEST_DAYS = 5;

  /// Of the median: what never varied may still vary by this.
  private static final double SMALLEST_DEVIATION = 0.05;

  private Judge() {}

  static Observation observe(AlertRule rule, Readings readings, String member) {
    int seconds = rule.windowSeconds();
    var latest = Window.latest(seconds);
    return switch (rule.condition()) {
      case Condition.Threshold(var direction, var value) -> {
        var now = readings.one(latest, member);
        yield isTooFew(rule, now)
            ? new Observation(now.value(), value, false)
            : Observation.of(now.value(), value, direction);
      }
      case Condition.Change(var direction, var percent) -> {
        var now = readings.one(latest, member);
        double then = readings.one(Condition.Change.before(seconds), member).value();
        double changed = then > 0 ? (now.value() - then) / then * 100 : Double.NaN;
        yield isTooFew(rule, now)
            ? new Observation(changed, percent, false)
            : Observation.of(changed, direction == Direction.BELOW ? -percent : percent, direction);
      }
      case Condition.Band(var direction, var width) -> {
        var now = readings.one(latest, member);
        var band = band(readings.all(Condition.Band.learned(seconds), member), width);
        yield isTooFew(rule, now) || band == null
            ? new Observation(now.value(), Double.NaN, false)
            : band.observe(now.value(), direction);
      }
      case Condition.Slo slo -> {
        var burning =
            BurnRate.worst(slo, window -> share(rule, readings.one(Window.latest(window), member)));
        yield new Observation(
            burning.rate(), burning.allowed(), burning.rate() > burning.allowed());
      }
      case Condition.Missing() -> {
        long count = readings.one(latest, member).count();
        yield new Observation(count, 1, count == 0);
      }
    };
  }

  /// Few calls say nothing: one failed call of one is not an outage. Where things are counted, few
  /// is what is asked about.
  private static boolean isTooFew(AlertRule rule, Reading now) {
    return rule.source().isTable() && !rule.measure().isSum() && now.count() < rule.atLeast();
  }

  /// Nothing happened: nothing was bad. In a window with too few it is not known.
  private static double share(AlertRule rule, Reading reading) {
    return reading.count() < rule.atLeast() ? 0 : reading.value();
  }

  private record Limits(double low, double high) {

    /// The threshold is the side that is nearer.
    Observation observe(double value, Direction direction) {
      boolean isHigh =
          direction == Direction.ABOVE
              || (direction == Direction.EITHER && value >= (low + high) / 2);
      return Observation.of(value, isHigh ? high : low, isHigh ? Direction.ABOVE : Direction.BELOW);
    }
  }

  /// `null` when too few days are known.
  private static @Nullable Limits band(List<Reading> days, double width) {
    var known =
        days.stream().mapToDouble(Reading::value).filter(value -> !Double.isNaN(value)).toArray();
    if (known.length < FEWEST_DAYS
        || days.stream().filter(day -> day.count() > 0).count() < FEWEST_DAYS) {
      return null;
    }
    double median = median(known);
    double deviation = median(Arrays.stream(known).map(one -> Math.abs(one - median)).toArray());
    double side = width * Math.max(deviation, SMALLEST_DEVIATION * Math.abs(median));
    return new Limits(median - side, median + side);
  }

  static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

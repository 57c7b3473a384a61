// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.util.List;
import java.util.stream.Stream;

/// When what a rule measures is bad.
sealed interface Condition {

  int DAY = 86_400;
  int WEEK = 7 * DAY;

  /// How many days a band is learned from.
  int BAND_DAYS = 14;

  /// Which stretches of time it needs the measure of.
  ///
  /// @param seconds the rule's window
  List<Window> windows(int seconds);

  /// Above or below a value.
  record Threshold(Direction direction, double value) implements Condition {
    @Override
    public List<Window> windows(int seconds) {
      return List.of(Window.latest(seconds));
    }
  }

  /// More or less than at the same time a week before, by so many percent.
  record Change(Direction direction, double percent) implements Condition {
    @Override
    public List<Window> windows(int seconds) {
      return List.of(Window.latest(seconds), before(seconds));
    }

    static Window before(int seconds) {
      return new Window(seconds, WEEK, 1);
    }
  }

  /// Farther from the median of the same time on the last 14 days than `width` times the median
  /// deviation from it.
  record Band(Direction direction, double width) implements Condition {
    @Override
    public List<Window> windows(int seconds) {
      return List.of(Window.latest(seconds), learned(seconds));
    }

    static Window learned(int seconds) {
      return new Window(seconds, DAY, BAND_DAYS);
    }
  }

  /// The error budget of an objective is used up too fast, over a long and a short window at once.
  ///
  /// @param objective the share that must be good, such as 0.999
  /// @param days over which it is to hold
  record Slo(double objective, int days) implements Condition {
    @Override
    public List<Window> windows(int seconds) {
      return BurnRate.PACES.stream()
          .flatMap(pace -> Stream.of(pace.longSeconds(), pace.shortSeconds()))
          .distinct()
          .map(Window::latest)
          .toList();
    }
  }

  /// Nothing came; a group is missed when it was there on the day before.
  record Missing() implements Condition {
    @Override
    public List<Window> windows(int seconds) {
      return List.of(Window.latest(seconds), Window.latest(seconds + DAY));
    }
  }

  /// As rules say it.
  default String kind() {
    return switch (this) {
      case Threshold _ -> "threshold";
      case Change _ -> "change";
      case Band _ -> "band";
      case Slo _ -> "slo";
      case Missing _ -> "missing";
    };
  }
}

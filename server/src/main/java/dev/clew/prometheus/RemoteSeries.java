// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import dev.clew.model.Exemplar;
import dev.clew.model.Metric;
import dev.clew.model.MetricPoint;
import dev.clew.model.MetricType;
import dev.clew.model.PointValue;
import dev.clew.model.Scope;
import dev.clew.model.Temporality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the series of a remote-write request into metrics. A classic histogram arrives as separate
/// series, perhaps in different requests, and so stays separate: counters called `…_bucket`.
final class RemoteSeries {

  private static final List<String> COUNTER_SUFFIXES =
      List.of("_total", "_bucket", "_count", "_sum");

  private final Map<String, Family> families = new HashMap<>();
  private final List<Metric> metrics = new ArrayList<>();

  record RawExemplar(Map<String, String> labels, double value, long timeMs) {}

  /// The types of 1.0 and 2.0 have the same numbers.
  static String type(int number) {
    return switch (number) {
      case 1 -> "counter";
      case 2 -> "gauge";
      case 3 -> "histogram";
      case 4 -> "gaugehistogram";
      case 5 -> "summary";
      case 6 -> "info";
      case 7 -> "stateset";
      default -> "unknown";
    };
  }

  void family(Family family) {
    families.put(family.name(), family);
  }

  /// @param given metadata that came with the series; `null` when it comes by name
  void add(
      Labels labels,
      @Nullable Family given,
      List<double[]> samples,
      List<NativeHistogram> histograms,
      List<RawExemplar> rawExemplars) {
    var name = labels.get(Labels.NAME);
    var family = given == null ? byName(name) : given;
    var exemplars =
        rawExemplars.stream()
            .map(raw -> TextLine.exemplar(raw.labels(), raw.value(), raw.timeMs()))
            .toList();
    boolean counter = isCounter(name, family);
    var points = new ArrayList<MetricPoint>();
    for (var sample : samples) {
      points.add(
          point(
              labels,
              Math.round(sample[1]),
              Math.round(sample[2]),
              Double.isNaN(sample[0]) ? PointValue.NO_VALUE : new PointValue.Scalar(sample[0]),
              points.isEmpty() ? exemplars : List.of()));
    }
    if (!points.isEmpty()) {
      metric(name, family, labels, counter ? MetricType.SUM : MetricType.GAUGE, points);
    }
    for (var histogram : histograms) {
      metric(
          name,
          family,
          labels,
          histogram.isCustom() ? MetricType.HISTOGRAM : MetricType.EXPONENTIAL_HISTOGRAM,
          List.of(point(labels, histogram.timeMs, 0, histogram.value(), exemplars)));
    }
  }

  private static MetricPoint point(
      Labels labels, long timeMs, long startMs, PointValue value, List<Exemplar> exemplars) {
    return new MetricPoint(
        labels.attributes(),
        Math.max(0, startMs) * 1_000_000,
        Math.max(0, timeMs) * 1_000_000,
        value,
        exemplars);
  }

  private void metric(
      String name, Family family, Labels labels, MetricType type, List<MetricPoint> points) {
    metrics.add(
        new Metric(
            name,
            family.unit(),
            family.help(),
            type,
            type == MetricType.GAUGE ? Temporality.UNSPECIFIED : Temporality.CUMULATIVE,
            type == MetricType.SUM,
            labels.resource(),
            Scope.NONE,
            points));
  }

  private Family byName(String name) {
    var exact = families.get(name);
    if (exact != null) {
      return exact;
    }
    int suffix = name.lastIndexOf('_');
    var family = suffix < 0 ? null : families.get(name.substring(0, suffix));
    return family == null ? Family.UNKNOWN : family;
  }

  private static boolean isCounter(String name, Family family) {
    return switch (family.type()) {
      case "counter" -> true;
      case "gauge", "info", "stateset", "gaugehistogram" -> false;
      default -> COUNTER_SUFFIXES.stream().anyMatch(name::endsWith);
    };
  }

  List<Metric> build() {
    return metrics;
  }
}

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts samples together to metrics: the lines of a histogram or summary become one point.
final class MetricAssembly {

  /// What DCGM writes when it has no value, for each width of a number.
  private static final double[] DCGM_BLANKS = {0x1p63, 2147483632.0, 140737488355328.0};

  private final Map<String, String> targetLabels;
  private final long scrapedMs;
  private final List<Metric> metrics = new ArrayList<>();
  private final Map<Key, Parts> parts = new LinkedHashMap<>();

  /// One histogram or summary at one time.
  private record Key(Family family, Labels labels, long timeMs) {}

  private static final class Parts {
    final TreeMap<Double, Double> buckets = new TreeMap<>();
    final List<PointValue.Quantile> quantiles = new ArrayList<>();
    final List<Exemplar> exemplars = new ArrayList<>();
    double count = Double.NaN;
    double sum = Double.NaN;
    double created;
  }

  /// @param targetLabels of where the samples come from
  /// @param scrapedMs when samples without a time were taken
  MetricAssembly(Map<String, String> targetLabels, long scrapedMs) {
    this.targetLabels = targetLabels;
    this.scrapedMs = scrapedMs;
  }

  void add(Family family, Sample sample) {
    var suffix = family.name().isEmpty() ? "" : sample.name().substring(family.name().length());
    switch (family.type()) {
      case "histogram" -> histogram(family, sample, suffix);
      case "summary" -> summary(family, sample, suffix);
      case "counter" -> {
        if (suffix.equals("_created")) {
          of(family, sample.labels(), sample.timeMs()).created = sample.value();
        } else {
          counter(family, sample);
        }
      }
      case "unknown", "untyped" -> {
        if (sample.name().endsWith("_total")) {
          counter(family, sample);
        } else {
          gauge(family, sample);
        }
      }
      default -> gauge(family, sample);
    }
  }

  private void histogram(Family family, Sample sample, String suffix) {
    var labels = sample.labels().without("le");
    var into = of(family, labels, sample.timeMs());
    switch (suffix) {
      case "_bucket" -> {
        into.buckets.put(bound(sample.labels().get("le")), sample.value());
        if (sample.exemplar() != null) {
          into.exemplars.add(sample.exemplar());
        }
      }
      case "_sum" -> into.sum = sample.value();
      case "_count" -> into.count = sample.value();
      case "_created" -> into.created = sample.value();
      default -> gauge(family, sample);
    }
  }

  private void summary(Family family, Sample sample, String suffix) {
    var into = of(family, sample.labels().without("quantile"), sample.timeMs());
    switch (suffix) {
      case "" ->
          into.quantiles.add(
              new PointValue.Quantile(bound(sample.labels().get("quantile")), sample.value()));
      case "_sum" -> into.sum = sample.value();
      case "_count" -> into.count = sample.value();
      default -> into.created = sample.value();
    }
  }

  private static double bound(String text) {
    try {
      return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  private Parts of(Family family, Labels labels, long timeMs) {
    return parts.computeIfAbsent(new Key(family, labels, timeMs), _ -> new Parts());
  }

  private void gauge(Family family, Sample sample) {
    boolean blank = false;
    if (sample.name().startsWith("DCGM_")) {
      for (double value : DCGM_BLANKS) {
        blank |= sample.value() == value;
      }
    }
    one(
        family,
        sample.name(),
        MetricType.GAUGE,
        sample.labels(),
        sample.timeMs(),
        0,
        blank ? PointValue.NO_VALUE : new PointValue.Scalar(sample.value()),
        List.of());
  }

  private void counter(Family family, Sample sample) {
    var start = parts.get(new Key(family, sample.labels(), sample.timeMs()));
    one(
        family,
        sample.name(),
        MetricType.SUM,
        sample.labels(),
        sample.timeMs(),
        start == null ? 0 : start.created,
        new PointValue.Scalar(sample.value()),
        sample.exemplar() == null ? List.of() : List.of(sample.exemplar()));
  }

  private void one(
      Family family,
      String name,
      MetricType type,
      Labels labels,
      long timeMs,
      double created,
      PointValue value,
      List<Exemplar> exemplars) {
    var all = labels.within(targetLabels);
    boolean cumulative = type != MetricType.GAUGE && type != MetricType.SUMMARY;
    metrics.add(
        new Metric(
            name,
            family.unit(),
            family.help(),
            type,
            cumulative ? Temporality.CUMULATIVE : Temporality.UNSPECIFIED,
            type == MetricType.SUM,
            all.resource(),
            Scope.NONE,
            List.of(
                new MetricPoint(
                    all.attributes(),
                    created > 0 && created < 1e10 ? Math.round(created * 1e9) : 0,
                    (timeMs == 0 ? scrapedMs : timeMs) * 1_000_000,
                    value,
                    exemplars))));
  }

  List<Metric> build() {
    parts.forEach(
        (key, of) -> {
          var type = key.family().type();
          if (type.equals("histogram")) {
            part(key, of, MetricType.HISTOGRAM, histogram(of));
          } else if (type.equals("summary")) {
            double count = Double.isNaN(of.count) ? 0 : of.count;
            double sum = Double.isNaN(of.sum) ? 0 : of.sum;
            part(
                key,
                of,
                MetricType.SUMMARY,
                new PointValue.Summary(Math.round(count), sum, of.quantiles));
          }
        });
    return metrics;
  }

  private void part(Key key, Parts of, MetricType type, PointValue value) {
    one(
        key.family(),
        key.family().name(),
        type,
        key.labels(),
        key.timeMs(),
        of.created,
        value,
        of.exemplars);
  }

  /// Buckets of the text count everything up to their bound; a bucket that is smaller than the one
  /// below is left as it is and rejected with its point.
  private static PointValue histogram(Parts of) {
    var bounds = new ArrayList<Double>();
    var counts = new ArrayList<Long>();
    long below = 0;
    for (var bucket : of.buckets.entrySet()) {
      long upTo = Math.round(bucket.getValue());
      counts.add(upTo - below);
      below = upTo;
      if (bucket.getKey() < Double.POSITIVE_INFINITY) {
        bounds.add(bucket.getKey());
      }
    }
    long count = Double.isNaN(of.count) ? below : Math.round(of.count);
    if (!bounds.isEmpty() && counts.size() == bounds.size()) {
      counts.add(count - below);
    }
    return new PointValue.Histogram(count, of.sum, Double.NaN, Double.NaN, bounds, counts);
  }
}

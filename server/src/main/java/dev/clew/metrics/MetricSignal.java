// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.ingest.Decoder;
import dev.clew.ingest.RecentSet;
import dev.clew.ingest.RejectionList;
import dev.clew.ingest.Signal;
import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.Metric;
import dev.clew.model.MetricBatch;
import dev.clew.model.MetricPoint;
import dev.clew.model.MetricType;
import dev.clew.model.PointValue;
import dev.clew.model.Rejection;
import dev.clew.model.Rejection.Reason;
import dev.clew.model.Temporality;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Points on their way through the journal.
///
/// Exporters retry whole requests, so a request whose content was stored before is a duplicate.
/// That memory is lost with the process; what is stored twice then is one point to every query.
public final class MetricSignal implements Signal<MetricBatch, StoredPoints> {

  private static final int REMEMBERED_REQUESTS = 1 << 14;
  private static final long NANOS_PER_MS = 1_000_000;

  private final MetricTables tables;
  private final SeriesRegistry registry;
  private final List<Decoder<MetricBatch>> decoders;
  private final RecentSet seen = new RecentSet(REMEMBERED_REQUESTS);

  public MetricSignal(
      MetricTables tables, SeriesRegistry registry, List<Decoder<MetricBatch>> decoders) {
    this.tables = tables;
    this.registry = registry;
    this.decoders = List.copyOf(decoders);
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public List<Decoder<MetricBatch>> decoders() {
    return decoders;
  }

  /// Leaves out what cannot be true and what would be one series too many.
  @Override
  public StoredPoints prepare(MetricBatch decoded, long receivedAt) {
    var points = new Preparation(decoded, receivedAt);
    decoded.metrics().forEach(points::add);
    return points.build();
  }

  @Override
  public StoredPoints unseen(StoredPoints batch, Set<Long> fresh) {
    long key = batch.contentHash() * 31 + batch.project().hashCode();
    return seen.contains(key) || !fresh.add(key) ? batch.none() : batch;
  }

  @Override
  public void remember(Set<Long> fresh) {
    fresh.forEach(seen::add);
  }

  @Override
  public void write(List<StoredPoints> batches, String token) {
    tables.write(batches, token);
  }

  /// The points of one request.
  private final class Preparation {
    private final MetricBatch decoded;
    private final long receivedAt;
    private final List<StoredPoints.Point> points = new ArrayList<>();
    private final RejectionList rejections = new RejectionList();

    Preparation(MetricBatch decoded, long receivedAt) {
      this.decoded = decoded;
      this.receivedAt = receivedAt;
      decoded.rejections().forEach(rejections::add);
    }

    void add(Metric metric) {
      long hash = Series.hash(metric);
      var summary = metric.type() == MetricType.SUMMARY ? new SummaryParts(metric) : null;
      for (var point : metric.points()) {
        var problem = PointCheck.problem(metric, point);
        if (problem != null) {
          rejections.add(problem);
        } else if (summary != null) {
          summary.add(point);
        } else {
          add(metric, hash, point);
        }
      }
    }

    private void add(Metric metric, long hash, MetricPoint point) {
      var series = Series.of(metric, hash, point.attributes());
      if (!registry.admit(decoded.project(), series.hash())) {
        rejections.add(
            new Rejection(
                Reason.SERIES_LIMIT,
                "metric %s: a new series beyond the limit of %d active ones (ingest.max-series)"
                    .formatted(metric.name(), registry.maxSeries())));
        return;
      }
      points.add(
          new StoredPoints.Point(
              series,
              Math.floorDiv(point.startNs(), NANOS_PER_MS),
              point.timeNs() == 0
                  ? receivedAt * 1_000
                  : Math.floorDiv(point.timeNs(), NANOS_PER_MS),
              point.value(),
              point.exemplars()));
    }

    StoredPoints build() {
      return new StoredPoints(
          decoded.project(),
          points,
          rejections.toList(),
          decoded.clipped(),
          receivedAt,
          decoded.bytes(),
          decoded.contentHash());
    }

    /// A summary as what it is to queries: a gauge for each quantile, and two counters.
    private final class SummaryParts {
      private final Metric quantiles;
      private final Metric counts;
      private final Metric sums;

      SummaryParts(Metric summary) {
        quantiles = part(summary, "", MetricType.SUMMARY, summary.unit());
        counts = part(summary, "_count", MetricType.SUM, "");
        sums = part(summary, "_sum", MetricType.SUM, summary.unit());
      }

      private static Metric part(Metric summary, String suffix, MetricType type, String unit) {
        boolean counter = type == MetricType.SUM;
        return new Metric(
            summary.name() + suffix,
            unit,
            summary.description(),
            type,
            counter ? Temporality.CUMULATIVE : Temporality.UNSPECIFIED,
            counter,
            summary.resource(),
            summary.scope(),
            List.of());
      }

      void add(MetricPoint point) {
        if (!(point.value() instanceof PointValue.Summary(var count, var sum, var values))) {
          return;
        }
        add(counts, point, point.attributes(), (double) count);
        if (sum >= 0) {
          add(sums, point, point.attributes(), sum);
        }
        for (var value : values) {
          var attributes = new ArrayList<>(point.attributes().entries());
          attributes.removeIf(attribute -> attribute.key().equals("quantile"));
          attributes.add(new Attribute("quantile", Value.of(Double.toString(value.quantile()))));
          add(quantiles, point, new Attributes(attributes), value.value());
        }
      }

      private void add(Metric part, MetricPoint point, Attributes attributes, double value) {
        Preparation.this.add(
            part,
            Series.hash(part),
            new MetricPoint(
                attributes,
                point.startNs(),
                point.timeNs(),
                new PointValue.Scalar(value),
                List.of()));
      }
    }
  }
}

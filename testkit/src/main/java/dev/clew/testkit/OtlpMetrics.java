// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Random;

/// Metric export requests for tests: the same seed gives the same request.
public final class OtlpMetrics {

  private OtlpMetrics() {}

  /// Metrics of every type, with points that need not make sense.
  public static ExportMetricsServiceRequest anything(Random random) {
    var request = ExportMetricsServiceRequest.newBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      var ofResource =
          ResourceMetrics.newBuilder()
              .setResource(Resource.newBuilder().addAttributes(OtlpRequests.attribute(random, 2)))
              .setSchemaUrl("https://example.com/" + random.nextInt(3));
      for (int scope = random.nextInt(3); scope > 0; scope--) {
        var ofScope =
            ScopeMetrics.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("scope").setVersion("1"));
        for (int metric = random.nextInt(4); metric > 0; metric--) {
          ofScope.addMetrics(metric(random));
        }
        ofResource.addScopeMetrics(ofScope);
      }
      request.addResourceMetrics(ofResource);
    }
    return request.build();
  }

  private static Metric metric(Random random) {
    var metric =
        Metric.newBuilder()
            .setName("metric." + random.nextInt(9))
            .setDescription("π of \"it\"")
            .setUnit("{token}");
    int points = random.nextInt(4);
    switch (random.nextInt(6)) {
      case 0 -> {
        var gauge = Gauge.newBuilder();
        for (int i = 0; i < points; i++) {
          gauge.addDataPoints(number(random));
        }
        metric.setGauge(gauge);
      }
      case 1 -> {
        var sum =
            Sum.newBuilder()
                .setAggregationTemporalityValue(random.nextInt(4))
                .setIsMonotonic(random.nextBoolean());
        for (int i = 0; i < points; i++) {
          sum.addDataPoints(number(random));
        }
        metric.setSum(sum);
      }
      case 2 -> {
        var histogram = Histogram.newBuilder().setAggregationTemporalityValue(random.nextInt(3));
        for (int i = 0; i < points; i++) {
          histogram.addDataPoints(explicit(random));
        }
        metric.setHistogram(histogram);
      }
      case 3 -> {
        var histogram =
            ExponentialHistogram.newBuilder().setAggregationTemporalityValue(random.nextInt(3));
        for (int i = 0; i < points; i++) {
          histogram.addDataPoints(exponential(random));
        }
        metric.setExponentialHistogram(histogram);
      }
      case 4 -> {
        var summary = Summary.newBuilder();
        for (int i = 0; i < points; i++) {
          summary.addDataPoints(summary(random));
        }
        metric.setSummary(summary);
      }
      default -> metric.addMetadata(OtlpRequests.attribute(random, 1));
    }
    return metric.build();
  }

  private static NumberDataPoint number(Random random) {
    var point =
        NumberDataPoint.newBuilder()
            .setStartTimeUnixNano(random.nextInt(4) == 0 ? random.nextLong() : 0)
            .setTimeUnixNano(random.nextLong())
            .setFlags(random.nextInt(3))
            .addAttributes(OtlpRequests.attribute(random, 2))
            .addExemplars(exemplar(random));
    switch (random.nextInt(3)) {
      case 0 -> point.setAsDouble(real(random));
      case 1 -> point.setAsInt(random.nextLong());
      default -> {}
    }
    return point.build();
  }

  private static HistogramDataPoint explicit(Random random) {
    var point =
        HistogramDataPoint.newBuilder()
            .setTimeUnixNano(random.nextLong())
            .setCount(random.nextLong())
            .addAttributes(OtlpRequests.attribute(random, 1));
    if (random.nextBoolean()) {
      point.setSum(real(random)).setMin(real(random)).setMax(real(random));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      point.addBucketCounts(random.nextLong()).addExplicitBounds(real(random));
    }
    return point.build();
  }

  private static ExponentialHistogramDataPoint exponential(Random random) {
    var point =
        ExponentialHistogramDataPoint.newBuilder()
            .setTimeUnixNano(random.nextLong())
            .setCount(random.nextLong())
            .setScale(random.nextInt(20) - 10)
            .setZeroCount(random.nextInt(3))
            .setZeroThreshold(random.nextInt(2))
            .addExemplars(exemplar(random));
    point.getPositiveBuilder().setOffset(random.nextInt()).addBucketCounts(random.nextLong());
    if (random.nextBoolean()) {
      point.getNegativeBuilder().setOffset(-5).addBucketCounts(1).addBucketCounts(300);
    }
    return point.build();
  }

  private static SummaryDataPoint summary(Random random) {
    return SummaryDataPoint.newBuilder()
        .setTimeUnixNano(random.nextLong())
        .setCount(random.nextInt(9))
        .setSum(real(random))
        .addQuantileValues(
            SummaryDataPoint.ValueAtQuantile.newBuilder().setQuantile(0.5).setValue(real(random)))
        .addAttributes(OtlpRequests.attribute(random, 1))
        .build();
  }

  private static Exemplar exemplar(Random random) {
    return Exemplar.newBuilder()
        .setTimeUnixNano(random.nextLong())
        .setAsDouble(real(random))
        .setTraceId(OtlpRequests.id(random, random.nextInt(4) == 0 ? 7 : 16))
        .setSpanId(OtlpRequests.id(random, 8))
        .addFilteredAttributes(OtlpRequests.attribute(random, 1))
        .build();
  }

  private static double real(Random random) {
    return random.nextInt(9) == 0 ? Double.POSITIVE_INFINITY : random.nextGaussian();
  }
}

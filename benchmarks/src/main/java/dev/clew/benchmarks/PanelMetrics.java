// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Points for panels to show: every metric that they ask for, as the kind that they take it for,
/// with the attributes that they filter and group by.
final class PanelMetrics {

  private static final List<Double> BOUNDS = List.of(0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0);
  private static final int MINUTES = 24 * 60;
  private static final int MINUTES_PER_REQUEST = 20;
  private static final String ATTRIBUTE = "attr.";

  private enum Kind {
    GAUGE,
    COUNTER,
    HISTOGRAM
  }

  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  /// By metric, the sets of attributes that are asked for; a key without a value differs from
  /// instance to instance.
  private final Map<String, List<Map<String, String>>> attributes = new LinkedHashMap<>();

  /// @param query of a panel, about a metric
  void add(JsonNode query) {
    var metric = query.path("metric").asText();
    kinds.merge(
        metric, kind(query.path("agg").asText()), (one, two) -> one.compareTo(two) > 0 ? one : two);
    var wanted = new TreeMap<String, String>();
    query.path("group_by").forEach(label -> put(wanted, label.asText(), ""));
    for (var condition : query.path("filter").asText().split(" ")) {
      int colon = condition.indexOf(':');
      if (colon > 0) {
        put(wanted, condition.substring(0, colon), condition.substring(colon + 1));
      }
    }
    var all = attributes.computeIfAbsent(metric, _ -> new ArrayList<>());
    if (!all.contains(wanted)) {
      all.add(wanted);
    }
  }

  private static Kind kind(String aggregation) {
    if (aggregation.matches("p\\d+")) {
      return Kind.HISTOGRAM;
    }
    return aggregation.equals("rate") || aggregation.equals("increase") ? Kind.COUNTER : Kind.GAUGE;
  }

  private static void put(Map<String, String> attributes, String label, String value) {
    if (label.startsWith(ATTRIBUTE)) {
      boolean isOpen = value.isEmpty() || value.startsWith("$") || value.equals("*");
      attributes.merge(
          label.substring(ATTRIBUTE.length()),
          isOpen ? "" : value.replace("*", "00"),
          (one, two) -> one.isEmpty() ? two : one);
    }
  }

  /// Stores a point a minute of every series.
  ///
  /// @param endMs of the 24 hours, since 1970
  /// @return points stored
  long fill(ServerUnderTest target, int instances, long endMs) throws IOException {
    long series = attributes.values().stream().mapToLong(List::size).sum();
    try (var connection = target.connectForMetrics()) {
      for (int instance = 0; instance < instances; instance++) {
        var random = new Random(instance);
        for (int minute = MINUTES; minute > 0; minute -= MINUTES_PER_REQUEST) {
          connection.store(request(instance, endMs, minute, random).toByteArray());
        }
      }
    }
    return series * instances * MINUTES;
  }

  private ExportMetricsServiceRequest request(
      int instance, long endMs, int minutesBefore, Random random) {
    var request = ExportMetricsServiceRequest.newBuilder();
    var resource = request.addResourceMetricsBuilder();
    resource
        .getResourceBuilder()
        .addAttributes(MetricTemplate.text("service.name", "shop-" + instance))
        .addAttributes(MetricTemplate.text("service.instance.id", "instance-" + instance));
    var scope = resource.addScopeMetricsBuilder();
    for (var name : kinds.keySet()) {
      var metric = scope.addMetricsBuilder().setName(name);
      for (var wanted : attributes.getOrDefault(name, List.of())) {
        var labels = new ArrayList<KeyValue>();
        wanted.forEach(
            (key, value) ->
                labels.add(
                    MetricTemplate.text(key, value.isEmpty() ? key + "-" + instance : value)));
        for (int i = 0; i < MINUTES_PER_REQUEST; i++) {
          long minute = endMs / 60_000 - minutesBefore + i;
          add(metric, labels, minute, random);
        }
      }
    }
    return request.build();
  }

  private void add(Metric.Builder metric, List<KeyValue> labels, long minute, Random random) {
    long timeNs = minute * 60_000_000_000L;
    // Cumulative since a week before.
    long total = minute % (7 * 24 * 60);
    var cumulative = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    switch (kinds.getOrDefault(metric.getName(), Kind.GAUGE)) {
      case GAUGE ->
          metric.getGaugeBuilder().addDataPoints(number(labels, timeNs, random.nextInt(100)));
      case COUNTER ->
          metric
              .getSumBuilder()
              .setIsMonotonic(true)
              .setAggregationTemporality(cumulative)
              .addDataPoints(number(labels, timeNs, total * 60.0 + random.nextInt(60)));
      case HISTOGRAM -> {
        var point =
            HistogramDataPoint.newBuilder()
                .addAllAttributes(labels)
                .setTimeUnixNano(timeNs)
                .addAllExplicitBounds(BOUNDS)
                .setSum(total * 0.3);
        for (int bucket = 0; bucket <= BOUNDS.size(); bucket++) {
          point.addBucketCounts(total * (bucket + 1));
        }
        point.setCount(point.getBucketCountsList().stream().mapToLong(Long::longValue).sum());
        metric.getHistogramBuilder().setAggregationTemporality(cumulative).addDataPoints(point);
      }
    }
  }

  private static NumberDataPoint number(List<KeyValue> labels, long timeNs, double value) {
    return NumberDataPoint.newBuilder()
        .addAllAttributes(labels)
        .setTimeUnixNano(timeNs)
        .setAsDouble(value)
        .build();
  }
}

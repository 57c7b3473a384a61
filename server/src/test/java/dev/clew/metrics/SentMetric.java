// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.traces.TestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A metric to send, as OTLP/JSON. Times are minutes after [#BEGIN].
final class SentMetric {

  /// 2026-11-24T12:00:00Z, in milliseconds.
  static final long BEGIN = 1_795_521_600_000L;

  private static final int CUMULATIVE = 2;
  private static final int DELTA = 1;

  private final String name;
  private final String kind;
  private final String facts;
  private final List<String> points = new ArrayList<>();
  private String service = "shop";
  private String attributes = "";

  private SentMetric(String name, String kind, String facts) {
    this.name = name;
    this.kind = kind;
    this.facts = facts;
  }

  static SentMetric gauge(String name) {
    return new SentMetric(name, "gauge", "");
  }

  static SentMetric counter(String name) {
    return new SentMetric(name, "sum", temporality(CUMULATIVE) + ",\"isMonotonic\":true");
  }

  static SentMetric deltaCounter(String name) {
    return new SentMetric(name, "sum", temporality(DELTA) + ",\"isMonotonic\":true");
  }

  static SentMetric histogram(String name) {
    return new SentMetric(name, "histogram", temporality(CUMULATIVE));
  }

  static SentMetric deltaHistogram(String name) {
    return new SentMetric(name, "histogram", temporality(DELTA));
  }

  static SentMetric exponential(String name) {
    return new SentMetric(name, "exponentialHistogram", temporality(CUMULATIVE));
  }

  static SentMetric summary(String name) {
    return new SentMetric(name, "summary", "");
  }

  private static String temporality(int number) {
    return ",\"aggregationTemporality\":" + number;
  }

  SentMetric of(String serviceName) {
    service = serviceName;
    return this;
  }

  /// For the points that follow.
  SentMetric with(String key, String value) {
    attributes =
        "\"attributes\":[{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}],"
            .formatted(key, value);
    return this;
  }

  /// A point that does not know since when it counts.
  SentMetric at(double minute, double value) {
    return point(minute, -1, "\"asDouble\":" + value);
  }

  /// A point that counts since another minute.
  SentMetric since(double start, double minute, double value) {
    return point(minute, start, "\"asDouble\":" + value);
  }

  /// @param fields of the point, besides attributes and times
  SentMetric point(double minute, double start, String fields) {
    points.add(
        "{%s%s\"timeUnixNano\":\"%d\",%s}"
            .formatted(
                attributes,
                start < 0 ? "" : "\"startTimeUnixNano\":\"" + nanos(start) + "\",",
                nanos(minute),
                fields));
    return this;
  }

  SentMetric buckets(double minute, double start, String bounds, long... counts) {
    long count = 0;
    var list = new ArrayList<String>();
    for (long one : counts) {
      count += one;
      list.add("\"" + one + "\"");
    }
    return point(
        minute,
        start,
        "\"count\":\"%d\",\"sum\":%d,\"explicitBounds\":[%s],\"bucketCounts\":[%s]"
            .formatted(count, count * 10, bounds, String.join(",", list)));
  }

  private static long nanos(double minute) {
    return (BEGIN + Math.round(minute * 60_000)) * 1_000_000;
  }

  private String json() {
    return """
    {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%s"}}]},
     "scopeMetrics":[{"metrics":[{"name":"%s","unit":"s","description":"About %s","%s":{"dataPoints":[%s]%s}}]}]}
    """
        .formatted(service, name, name, kind, String.join(",", points), facts);
  }

  /// The answer of the receiver.
  static TestApi.Answer send(String project, SentMetric... metrics) {
    var all = List.of(metrics).stream().map(SentMetric::json).collect(Collectors.joining(","));
    return TestApi.shared().export(project, "/v1/metrics", "{\"resourceMetrics\":[" + all + "]}");
  }
}

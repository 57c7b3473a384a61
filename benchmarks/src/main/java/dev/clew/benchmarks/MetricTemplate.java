// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/// An encoded request with one point of each of many series, whose times and values are put in
/// place before it is sent. For one thread at a time.
final class MetricTemplate {

  static final int METRICS = 20;

  /// Bytes that stand where a time and a value will be; nothing else in a request looks like them.
  private static final long TIME_MARK = 0x5CE1_57A3_0B6D_94F1L;

  private static final long VALUE_MARK = 0x3A7D_10C9_E25B_8F46L;

  private final byte[] body;
  private final ByteBuffer littleEndian;
  private final int[] times;
  private final int[] values;
  private final double[] totals;
  private final Random random;

  /// @param instance which process the series belong to
  MetricTemplate(int instance, int series) {
    body = request(instance, series).toByteArray();
    littleEndian = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    times = find(TIME_MARK, series);
    values = find(VALUE_MARK, series);
    totals = new double[series];
    random = new Random(instance);
  }

  private static ExportMetricsServiceRequest request(int instance, int series) {
    var request = ExportMetricsServiceRequest.newBuilder();
    var resource = request.addResourceMetricsBuilder();
    resource
        .getResourceBuilder()
        .addAttributes(text("service.name", "shop-" + instance % 50))
        .addAttributes(text("service.instance.id", "instance-" + instance));
    var scope = resource.addScopeMetricsBuilder();
    for (int metric = 0; metric < METRICS; metric++) {
      var sum = scope.addMetricsBuilder().setName("load.counter." + metric).getSumBuilder();
      sum.setIsMonotonic(true)
          .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      for (int i = metric; i < series; i += METRICS) {
        sum.addDataPoints(
            NumberDataPoint.newBuilder()
                .addAttributes(text("route", "/route/" + i))
                .addAttributes(text("method", i % 2 == 0 ? "GET" : "POST"))
                .setTimeUnixNano(TIME_MARK)
                .setAsDouble(Double.longBitsToDouble(VALUE_MARK)));
      }
    }
    return request.build();
  }

  static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private int[] find(long mark, int count) {
    var found = new int[count];
    int next = 0;
    for (int at = 0; at + Long.BYTES <= body.length; at++) {
      if (littleEndian.getLong(at) == mark) {
        found[next++] = at;
      }
    }
    if (next != count) {
      throw new IllegalStateException("%d marks (expected: %d)".formatted(next, count));
    }
    return found;
  }

  int points() {
    return times.length;
  }

  /// The next point of every series.
  ///
  /// @return the body itself, valid until the next call
  byte[] at(long timeNs) {
    for (int i = 0; i < times.length; i++) {
      totals[i] += random.nextInt(100);
      littleEndian.putLong(times[i], timeNs);
      littleEndian.putDouble(values[i], totals[i]);
    }
    return body;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static dev.clew.otlp.ProtobufOracle.bits;
import static dev.clew.otlp.ProtobufOracle.bytes;
import static dev.clew.otlp.ProtobufOracle.enumNumber;
import static dev.clew.otlp.ProtobufOracle.field;
import static dev.clew.otlp.ProtobufOracle.has;
import static dev.clew.otlp.ProtobufOracle.list;
import static dev.clew.otlp.ProtobufOracle.message;
import static dev.clew.otlp.ProtobufOracle.text;
import static dev.clew.otlp.ProtobufOracle.time;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.clew.model.Exemplar;
import dev.clew.model.Metric;
import dev.clew.model.MetricPoint;
import dev.clew.model.MetricType;
import dev.clew.model.PointValue;
import dev.clew.model.PointValue.Buckets;
import dev.clew.model.PointValue.Quantile;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanId;
import dev.clew.model.Temporality;
import dev.clew.model.TraceId;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What protobuf-java makes of a metrics request.
final class MetricsOracle {

  private static final Descriptor REQUEST =
      ProtobufOracle.withBytes(MetricsServiceProto.getDescriptor(), new LinkedHashMap<>())
          .findMessageTypeByName("ExportMetricsServiceRequest");

  private final ProtobufOracle values = new ProtobufOracle();
  private final List<Metric> metrics = new ArrayList<>();
  private int tooDeep;

  private MetricsOracle() {}

  /// @param tooDeep points that are rejected because their attributes nest too deep
  record Decoded(List<Metric> metrics, int tooDeep) {}

  /// `null` when protobuf-java refuses.
  static @Nullable Decoded decode(byte[] body) {
    try {
      var in = CodedInputStream.newInstance(body);
      in.setRecursionLimit(1_000);
      var builder = DynamicMessage.newBuilder(REQUEST).mergeFrom(in);
      in.checkLastTagWas(0);
      var oracle = new MetricsOracle();
      oracle.request(builder.build());
      return new Decoded(oracle.metrics, oracle.tooDeep);
    } catch (IOException _) {
      return null;
    }
  }

  private void request(Message request) throws IOException {
    for (var ofResource : list(request, "resource_metrics")) {
      var resource = message(ofResource, "resource");
      values.tooDeep = false;
      var origin = new Resource(values.attributes(resource, 1), text(ofResource, "schema_url"));
      values.refuseTooDeep();
      for (var ofScope : list(ofResource, "scope_metrics")) {
        var scope = message(ofScope, "scope");
        values.tooDeep = false;
        var library =
            new Scope(
                text(scope, "name"),
                text(scope, "version"),
                values.attributes(scope, 1),
                text(ofScope, "schema_url"));
        values.refuseTooDeep();
        for (var metric : list(ofScope, "metrics")) {
          metric(metric, origin, library);
        }
      }
    }
  }

  private void metric(Message metric, Resource resource, Scope scope) {
    var oneof = metric.getDescriptorForType().getOneofs().getFirst();
    if (!metric.hasOneof(oneof)) {
      return;
    }
    var kind = metric.getOneofFieldDescriptor(oneof);
    var data = (Message) metric.getField(kind);
    var type =
        switch (kind.getName()) {
          case "gauge" -> MetricType.GAUGE;
          case "sum" -> MetricType.SUM;
          case "histogram" -> MetricType.HISTOGRAM;
          case "exponential_histogram" -> MetricType.EXPONENTIAL_HISTOGRAM;
          default -> MetricType.SUMMARY;
        };
    var points = new ArrayList<MetricPoint>();
    for (var point : list(data, "data_points")) {
      values.tooDeep = false;
      var decoded = point(point, type);
      if (values.tooDeep) {
        tooDeep++;
      } else {
        points.add(decoded);
      }
    }
    if (points.isEmpty()) {
      return;
    }
    boolean hasTemporality = type != MetricType.GAUGE && type != MetricType.SUMMARY;
    metrics.add(
        new Metric(
            text(metric, "name"),
            text(metric, "unit"),
            text(metric, "description"),
            type,
            Temporality.of(hasTemporality ? enumNumber(data, "aggregation_temporality") : 0),
            type == MetricType.SUM && (boolean) field(data, "is_monotonic"),
            resource,
            scope,
            points));
  }

  private MetricPoint point(Message point, MetricType type) {
    var attributes = values.attributes(point, 1);
    var exemplars =
        type == MetricType.SUMMARY
            ? List.<Exemplar>of()
            : list(point, "exemplars").stream().map(this::exemplar).toList();
    return new MetricPoint(
        attributes,
        time(point, "start_time_unix_nano"),
        time(point, "time_unix_nano"),
        (bits(point, "flags") & 1) != 0 ? PointValue.NO_VALUE : value(point, type),
        exemplars);
  }

  private static PointValue value(Message point, MetricType type) {
    return switch (type) {
      case GAUGE, SUM -> {
        if (has(point, "as_double")) {
          yield new PointValue.Scalar((double) field(point, "as_double"));
        }
        yield has(point, "as_int")
            ? new PointValue.Scalar((double) (long) field(point, "as_int"))
            : PointValue.NO_VALUE;
      }
      case HISTOGRAM ->
          new PointValue.Histogram(
              (long) field(point, "count"),
              optional(point, "sum"),
              optional(point, "min"),
              optional(point, "max"),
              numbers(point, "explicit_bounds"),
              numbers(point, "bucket_counts"));
      case EXPONENTIAL_HISTOGRAM ->
          new PointValue.ExponentialHistogram(
              (long) field(point, "count"),
              optional(point, "sum"),
              optional(point, "min"),
              optional(point, "max"),
              bits(point, "scale"),
              (long) field(point, "zero_count"),
              (double) field(point, "zero_threshold"),
              buckets(message(point, "positive")),
              buckets(message(point, "negative")));
      case SUMMARY ->
          new PointValue.Summary(
              (long) field(point, "count"),
              Double.isNaN((double) field(point, "sum")) ? 0 : (double) field(point, "sum"),
              list(point, "quantile_values").stream()
                  .map(q -> new Quantile((double) field(q, "quantile"), (double) field(q, "value")))
                  .toList());
    };
  }

  private static Buckets buckets(Message side) {
    return new Buckets(bits(side, "offset"), numbers(side, "bucket_counts"));
  }

  private static double optional(Message point, String name) {
    return has(point, name) ? (double) field(point, name) : Double.NaN;
  }

  @SuppressWarnings("unchecked")
  private static <T> List<T> numbers(Message message, String name) {
    return (List<T>) field(message, name);
  }

  private Exemplar exemplar(Message exemplar) {
    var trace = bytes(exemplar, "trace_id");
    var span = bytes(exemplar, "span_id");
    double value =
        has(exemplar, "as_double")
            ? (double) field(exemplar, "as_double")
            : has(exemplar, "as_int") ? (double) (long) field(exemplar, "as_int") : 0;
    return new Exemplar(
        values.pairs(list(exemplar, "filtered_attributes"), 1),
        time(exemplar, "time_unix_nano"),
        value,
        trace.size() == 16 ? new TraceId(big(trace, 0), big(trace, 8)) : new TraceId(0, 0),
        span.size() == 8 ? new SpanId(big(span, 0)) : SpanId.NONE);
  }

  private static long big(ByteString bytes, int from) {
    return bytes.asReadOnlyByteBuffer().getLong(from);
  }
}

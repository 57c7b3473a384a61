// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The messages of OTLP 1.x with the names of their fields in JSON, their numbers and their types
/// (opentelemetry-proto, `opentelemetry/proto/`).
final class OtlpShapes {

  /// The requests of all signals in one: they are told apart by the names of their fields.
  static final String REQUEST = "Request";

  private static final String TABLE =
      """
      Request: resourceSpans 1 ResourceSpans, resourceMetrics 1 ResourceMetrics, resourceLogs 1 ResourceLogs
      ResourceSpans: resource 1 Resource, scopeSpans 2 ScopeSpans, schemaUrl 3 string
      ResourceMetrics: resource 1 Resource, scopeMetrics 2 ScopeMetrics, schemaUrl 3 string
      ResourceLogs: resource 1 Resource, scopeLogs 2 ScopeLogs, schemaUrl 3 string
      ScopeSpans: scope 1 Scope, spans 2 Span, schemaUrl 3 string
      ScopeMetrics: scope 1 Scope, metrics 2 Metric, schemaUrl 3 string
      ScopeLogs: scope 1 Scope, logRecords 2 LogRecord, schemaUrl 3 string
      Resource: attributes 1 KeyValue, droppedAttributesCount 2 varint
      Scope: name 1 string, version 2 string, attributes 3 KeyValue, droppedAttributesCount 4 varint
      KeyValue: key 1 string, value 2 AnyValue
      AnyValue: stringValue 1 string, boolValue 2 bool, intValue 3 varint, doubleValue 4 double, arrayValue 5 ArrayValue, kvlistValue 6 KeyValueList, bytesValue 7 base64
      ArrayValue: values 1 AnyValue
      KeyValueList: values 1 KeyValue
      Span: traceId 1 hex, spanId 2 hex, traceState 3 string, parentSpanId 4 hex, name 5 string, kind 6 varint, startTimeUnixNano 7 fixed64, endTimeUnixNano 8 fixed64, attributes 9 KeyValue, droppedAttributesCount 10 varint, events 11 Event, droppedEventsCount 12 varint, links 13 Link, droppedLinksCount 14 varint, status 15 Status, flags 16 fixed32
      Event: timeUnixNano 1 fixed64, name 2 string, attributes 3 KeyValue, droppedAttributesCount 4 varint
      Link: traceId 1 hex, spanId 2 hex, traceState 3 string, attributes 4 KeyValue, droppedAttributesCount 5 varint, flags 6 fixed32
      Status: message 2 string, code 3 varint
      LogRecord: timeUnixNano 1 fixed64, severityNumber 2 varint, severityText 3 string, body 5 AnyValue, attributes 6 KeyValue, droppedAttributesCount 7 varint, flags 8 fixed32, traceId 9 hex, spanId 10 hex, observedTimeUnixNano 11 fixed64, eventName 12 string
      Metric: name 1 string, description 2 string, unit 3 string, gauge 5 Gauge, sum 7 Sum, histogram 9 Histogram, exponentialHistogram 10 ExponentialHistogram, summary 11 Summary, metadata 12 KeyValue
      Gauge: dataPoints 1 NumberDataPoint
      Sum: dataPoints 1 NumberDataPoint, aggregationTemporality 2 varint, isMonotonic 3 bool
      Histogram: dataPoints 1 HistogramDataPoint, aggregationTemporality 2 varint
      ExponentialHistogram: dataPoints 1 ExponentialHistogramDataPoint, aggregationTemporality 2 varint
      Summary: dataPoints 1 SummaryDataPoint
      NumberDataPoint: startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, asDouble 4 double, exemplars 5 Exemplar, asInt 6 fixed64, attributes 7 KeyValue, flags 8 varint
      HistogramDataPoint: startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, count 4 fixed64, sum 5 double, bucketCounts 6 fixed64, explicitBounds 7 double, exemplars 8 Exemplar, attributes 9 KeyValue, flags 10 varint, min 11 double, max 12 double
      ExponentialHistogramDataPoint: attributes 1 KeyValue, startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, count 4 fixed64, sum 5 double, scale 6 sint, zeroCount 7 fixed64, positive 8 Buckets, negative 9 Buckets, flags 10 varint, exemplars 11 Exemplar, min 12 double, max 13 double, zeroThreshold 14 double
      Buckets: offset 1 sint, bucketCounts 2 varint
      SummaryDataPoint: startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, count 4 fixed64, sum 5 double, quantileValues 6 ValueAtQuantile, attributes 7 KeyValue, flags 8 varint
      ValueAtQuantile: quantile 1 double, value 2 double
      Exemplar: timeUnixNano 2 fixed64, asDouble 3 double, spanId 4 hex, traceId 5 hex, asInt 6 fixed64, filteredAttributes 7 KeyValue
      """;

  private static final Map<String, Map<String, Field>> SHAPES = read();

  private OtlpShapes() {}

  /// @param number in protobuf
  /// @param type `string`, `hex` and `base64` (bytes, as JSON writes them), a type of number, or
  ///   the name of a message
  record Field(int number, String type) {

    /// Of protobuf, for numbers.
    int wireType() {
      return switch (type) {
        case "double", "fixed64" -> Wire.FIXED64;
        case "fixed32" -> Wire.FIXED32;
        default -> Wire.VARINT;
      };
    }

    /// Whether a list of them stands in one field.
    boolean isPacked() {
      return switch (type) {
        case "bool", "varint", "sint", "fixed32", "fixed64", "double" -> true;
        default -> false;
      };
    }
  }

  static Map<String, Field> fields(String message) {
    return Objects.requireNonNull(SHAPES.get(message));
  }

  private static Map<String, Map<String, Field>> read() {
    var shapes = new HashMap<String, Map<String, Field>>();
    for (var line : TABLE.lines().toList()) {
      var parts = line.split(": ", 2);
      var fields = new HashMap<String, Field>();
      for (var field : parts[1].split(", ", -1)) {
        var words = field.split(" ", -1);
        fields.put(words[0], new Field(Integer.parseInt(words[1]), words[2]));
      }
      shapes.put(parts[0], fields);
    }
    return shapes;
  }
}

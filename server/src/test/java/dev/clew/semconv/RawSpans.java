// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import com.google.protobuf.ByteString;
import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.RawBatch;
import dev.clew.model.RawSpan;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.model.Value;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Turns requests into raw spans the plain way, so that these tests need no decoder.
final class RawSpans {

  private RawSpans() {}

  static RawBatch from(ExportTraceServiceRequest request) {
    var spans = new ArrayList<RawSpan>();
    for (var resourceSpans : request.getResourceSpansList()) {
      var resource = new Resource(attributes(resourceSpans.getResource().getAttributesList()), "");
      for (var scopeSpans : resourceSpans.getScopeSpansList()) {
        var sent = scopeSpans.getScope();
        var scope = new Scope(sent.getName(), sent.getVersion(), Attributes.NONE, "");
        for (var span : scopeSpans.getSpansList()) {
          spans.add(span(span, resource, scope));
        }
      }
    }
    return new RawBatch("default", spans, List.of(), 0, request.getSerializedSize());
  }

  private static RawSpan span(Span span, Resource resource, Scope scope) {
    var events = new ArrayList<SpanEvent>();
    for (var event : span.getEventsList()) {
      events.add(
          new SpanEvent(
              event.getTimeUnixNano(),
              event.getName(),
              attributes(event.getAttributesList()),
              event.getDroppedAttributesCount()));
    }
    return new RawSpan(
        new RawSpan.Ids(
            new TraceId(long64(span.getTraceId(), 0), long64(span.getTraceId(), 8)),
            new SpanId(long64(span.getSpanId(), 0)),
            new SpanId(long64(span.getParentSpanId(), 0)),
            span.getTraceState(),
            span.getFlags()),
        resource,
        scope,
        span.getName(),
        SpanKind.of(span.getKindValue()),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes(span.getAttributesList()),
        events,
        List.of(),
        new RawSpan.Status(
            StatusCode.of(span.getStatus().getCodeValue()), span.getStatus().getMessage()),
        new RawSpan.Dropped(span.getDroppedAttributesCount(), 0, 0, 0),
        0,
        span.getSerializedSize());
  }

  private static long long64(ByteString bytes, int from) {
    long number = 0;
    for (int i = from; i < from + 8 && i < bytes.size(); i++) {
      number = (number << 8) | (bytes.byteAt(i) & 0xff);
    }
    return number;
  }

  /// The last value of a repeated key wins, in the place of the first.
  private static Attributes attributes(List<KeyValue> sent) {
    var byKey = new LinkedHashMap<String, Value>();
    for (var attribute : sent) {
      byKey.put(attribute.getKey().intern(), value(attribute.getValue()));
    }
    var entries = new ArrayList<Attribute>();
    byKey.forEach((key, value) -> entries.add(new Attribute(key, value)));
    return new Attributes(entries);
  }

  private static Value value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> Value.of(value.getStringValue());
      case BOOL_VALUE -> Value.of(value.getBoolValue());
      case INT_VALUE -> Value.of(value.getIntValue());
      case DOUBLE_VALUE -> Value.of(value.getDoubleValue());
      case BYTES_VALUE -> new Value.Bytes(value.getBytesValue().asReadOnlyByteBuffer());
      case ARRAY_VALUE ->
          new Value.Items(
              value.getArrayValue().getValuesList().stream().map(RawSpans::value).toList());
      case KVLIST_VALUE -> new Value.Fields(attributes(value.getKvlistValue().getValuesList()));
      default -> Value.EMPTY;
    };
  }
}

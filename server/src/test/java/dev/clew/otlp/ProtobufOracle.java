// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.RawSpan;
import dev.clew.model.RawSpan.Dropped;
import dev.clew.model.RawSpan.Ids;
import dev.clew.model.Rejection.Reason;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.model.Value;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What protobuf-java makes of a request.
///
/// protobuf-java refuses text that is not UTF-8; we replace. So the oracle reads with OTLP's schema
/// in which every `string` is declared `bytes`, which has the same wire format, and decodes it
/// itself.
final class ProtobufOracle {

  private static final int MAX_DEPTH = DecodeLimits.DEFAULT.depth();
  private static final Descriptor REQUEST =
      withBytes(TraceServiceProto.getDescriptor(), new LinkedHashMap<>())
          .findMessageTypeByName("ExportTraceServiceRequest");

  private final List<RawSpan> spans = new ArrayList<>();
  private final List<Reason> rejections = new ArrayList<>();
  boolean tooDeep;

  ProtobufOracle() {}

  /// `null` when protobuf-java refuses.
  static @Nullable Decoded decode(byte[] body) {
    try {
      return new ProtobufOracle().request(parse(REQUEST, body));
    } catch (IOException _) {
      return null;
    }
  }

  static Message parse(Descriptor type, byte[] body) throws IOException {
    var in = CodedInputStream.newInstance(body);
    in.setRecursionLimit(1_000);
    var builder = DynamicMessage.newBuilder(type).mergeFrom(in);
    in.checkLastTagWas(0);
    return builder.build();
  }

  private Decoded request(Message request) throws IOException {
    for (var resourceSpans : list(request, "resource_spans")) {
      var resource = message(resourceSpans, "resource");
      var origin = new Resource(attributes(resource, 1), text(resourceSpans, "schema_url"));
      refuseTooDeep();
      for (var scopeSpans : list(resourceSpans, "scope_spans")) {
        var scope = message(scopeSpans, "scope");
        var library =
            new Scope(
                text(scope, "name"),
                text(scope, "version"),
                attributes(scope, 1),
                text(scopeSpans, "schema_url"));
        refuseTooDeep();
        for (var span : list(scopeSpans, "spans")) {
          span(span, origin, library);
        }
      }
    }
    return new Decoded(spans, rejections);
  }

  void refuseTooDeep() throws IOException {
    if (tooDeep) {
      throw new IOException("too deep");
    }
  }

  private void span(Message span, Resource resource, Scope scope) {
    tooDeep = false;
    var attributes = attributes(span, 1);
    var events = list(span, "events").stream().map(this::event).toList();
    var links = new ArrayList<SpanLink>();
    int droppedLinks = number(span, "dropped_links_count");
    for (var link : list(span, "links")) {
      var traceId = traceId(bytes(link, "trace_id"));
      var spanId = spanId(bytes(link, "span_id"));
      var linkAttributes = attributes(link, 1);
      if (traceId == null || spanId == null) {
        droppedLinks = droppedLinks == Integer.MAX_VALUE ? droppedLinks : droppedLinks + 1;
      } else {
        links.add(
            new SpanLink(
                traceId, spanId, text(link, "trace_state"), linkAttributes, bits(link, "flags")));
      }
    }
    var traceId = traceId(bytes(span, "trace_id"));
    var spanId = spanId(bytes(span, "span_id"));
    var parent = bytes(span, "parent_span_id");
    if (traceId == null) {
      rejections.add(Reason.INVALID_TRACE_ID);
    } else if (spanId == null || (parent.size() != 0 && parent.size() != 8)) {
      rejections.add(Reason.INVALID_SPAN_ID);
    } else if (tooDeep) {
      rejections.add(Reason.TOO_DEEP);
    } else {
      var status = message(span, "status");
      var parentId = parent.size() == 8 ? new SpanId(big(parent, 0)) : SpanId.NONE;
      spans.add(
          new RawSpan(
              new Ids(traceId, spanId, parentId, text(span, "trace_state"), bits(span, "flags")),
              resource,
              scope,
              text(span, "name"),
              SpanKind.of(enumNumber(span, "kind")),
              time(span, "start_time_unix_nano"),
              time(span, "end_time_unix_nano"),
              attributes,
              events,
              links,
              new RawSpan.Status(
                  StatusCode.of(enumNumber(status, "code")), text(status, "message")),
              new Dropped(
                  number(span, "dropped_attributes_count"),
                  number(span, "dropped_events_count"),
                  droppedLinks,
                  0),
              0,
              0));
    }
  }

  private SpanEvent event(Message event) {
    return new SpanEvent(
        time(event, "time_unix_nano"),
        text(event, "name"),
        attributes(event, 1),
        number(event, "dropped_attributes_count"));
  }

  Attributes attributes(Message owner, int depth) {
    return pairs(list(owner, "attributes"), depth);
  }

  Attributes pairs(List<Message> keyValues, int depth) {
    Map<String, Value> unique = new LinkedHashMap<>();
    for (var pair : keyValues) {
      var value = has(pair, "value") ? value(message(pair, "value"), depth) : Value.EMPTY;
      unique.put(text(pair, "key"), value);
    }
    return new Attributes(
        unique.entrySet().stream().map(e -> new Attribute(e.getKey(), e.getValue())).toList());
  }

  Value value(Message any, int depth) {
    if (depth > MAX_DEPTH) {
      tooDeep = true;
      return Value.EMPTY;
    }
    var oneof = any.getDescriptorForType().getOneofs().getFirst();
    if (!any.hasOneof(oneof)) {
      return Value.EMPTY;
    }
    var field = any.getOneofFieldDescriptor(oneof);
    var value = any.getField(field);
    return switch (field.getName()) {
      case "string_value" -> Value.of(((ByteString) value).toString(UTF_8));
      case "bool_value" -> Value.of((boolean) value);
      case "int_value" -> Value.of((long) value);
      case "double_value" -> Value.of((double) value);
      case "array_value" ->
          new Value.Items(
              list((Message) value, "values").stream().map(v -> value(v, depth + 1)).toList());
      case "kvlist_value" -> new Value.Fields(pairs(list((Message) value, "values"), depth + 1));
      case "bytes_value" -> new Value.Bytes(((ByteString) value).asReadOnlyByteBuffer());
      default -> Value.EMPTY;
    };
  }

  static @Nullable TraceId traceId(ByteString bytes) {
    if (bytes.size() != 16) {
      return null;
    }
    var id = new TraceId(big(bytes, 0), big(bytes, 8));
    return id.isValid() ? id : null;
  }

  static @Nullable SpanId spanId(ByteString bytes) {
    if (bytes.size() != 8) {
      return null;
    }
    var id = new SpanId(big(bytes, 0));
    return id.isValid() ? id : null;
  }

  private static long big(ByteString bytes, int from) {
    return bytes.asReadOnlyByteBuffer().getLong(from);
  }

  static Object field(Message message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  static boolean has(Message message, String name) {
    return message.hasField(message.getDescriptorForType().findFieldByName(name));
  }

  @SuppressWarnings("unchecked")
  static List<Message> list(Message message, String name) {
    return (List<Message>) field(message, name);
  }

  static Message message(Message message, String name) {
    return (Message) field(message, name);
  }

  static ByteString bytes(Message message, String name) {
    return (ByteString) field(message, name);
  }

  static String text(Message message, String name) {
    return bytes(message, name).toString(UTF_8);
  }

  static int bits(Message message, String name) {
    return (int) field(message, name);
  }

  static int number(Message message, String name) {
    int bits = bits(message, name);
    return bits < 0 ? Integer.MAX_VALUE : bits;
  }

  static int enumNumber(Message message, String name) {
    return ((EnumValueDescriptor) field(message, name)).getNumber();
  }

  static long time(Message message, String name) {
    long time = (long) field(message, name);
    return time < 0 ? Long.MAX_VALUE : time;
  }

  static FileDescriptor withBytes(FileDescriptor file, Map<String, FileDescriptor> converted) {
    var dependencies = new ArrayList<FileDescriptor>();
    for (var dependency : file.getDependencies()) {
      dependencies.add(withBytes(dependency, converted));
    }
    var known = converted.get(file.getName());
    if (known != null) {
      return known;
    }
    FileDescriptorProto.Builder proto = file.toProto().toBuilder();
    proto.getMessageTypeBuilderList().forEach(ProtobufOracle::declareBytes);
    try {
      var result =
          FileDescriptor.buildFrom(proto.build(), dependencies.toArray(FileDescriptor[]::new));
      converted.put(file.getName(), result);
      return result;
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void declareBytes(DescriptorProto.Builder message) {
    for (var field : message.getFieldBuilderList()) {
      if (field.getType() == FieldDescriptorProto.Type.TYPE_STRING) {
        field.setType(FieldDescriptorProto.Type.TYPE_BYTES);
      }
    }
    message.getNestedTypeBuilderList().forEach(ProtobufOracle::declareBytes);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Random;

/// Export requests for tests and load: the same seed gives the same request.
public final class OtlpRequests {

  private static final long START_NS = 1_767_225_600_000_000_000L;

  private OtlpRequests() {}

  /// A request that holds exactly these spans.
  public static ExportTraceServiceRequest of(Span... spans) {
    var scope = ScopeSpans.newBuilder().setScope(InstrumentationScope.newBuilder().setName("test"));
    for (var span : spans) {
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "shop")))
                .addScopeSpans(scope))
        .build();
  }

  /// A span with valid ids, a name and times.
  public static Span.Builder span(Random random) {
    long start = START_NS + random.nextInt(1_000_000_000);
    return Span.newBuilder()
        .setTraceId(id(random, 16))
        .setSpanId(id(random, 8))
        .setName("GET /cart")
        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
        .setStartTimeUnixNano(start)
        .setEndTimeUnixNano(start + random.nextInt(500_000_000));
  }

  /// A span of about 566 bytes and 17 attributes, the usual shape of HTTP instrumentation.
  public static Span lean(Random random) {
    return span(random)
        .setParentSpanId(id(random, 8))
        .setFlags(0x101)
        .addAttributes(text("http.request.method", "GET"))
        .addAttributes(text("url.scheme", "https"))
        .addAttributes(text("server.address", "shop-" + random.nextInt(8) + ".example.com"))
        .addAttributes(whole("server.port", 443))
        .addAttributes(text("url.path", "/cart/" + random.nextInt(100_000)))
        .addAttributes(text("http.route", "/cart/{id}"))
        .addAttributes(whole("http.response.status_code", 200))
        .addAttributes(text("network.protocol.version", "1.1"))
        .addAttributes(text("network.peer.address", "10.0.0." + random.nextInt(250)))
        .addAttributes(whole("network.peer.port", 30_000 + random.nextInt(30_000)))
        .addAttributes(text("user_agent.original", "okhttp/5.1.0"))
        .addAttributes(text("client.address", "10.1.0." + random.nextInt(250)))
        .addAttributes(whole("http.request.body.size", random.nextInt(4_000)))
        .addAttributes(whole("http.response.body.size", random.nextInt(40_000)))
        .addAttributes(text("thread.name", "http-nio-8080-exec-" + random.nextInt(10)))
        .addAttributes(whole("thread.id", 30 + random.nextInt(10)))
        .addAttributes(text("app.order.id", Long.toHexString(random.nextLong())))
        .build();
  }

  /// A request with every field of OTLP in it, and everything else left to chance.
  public static ExportTraceServiceRequest anything(Random random) {
    var request = ExportTraceServiceRequest.newBuilder();
    for (int resource = random.nextInt(3); resource >= 0; resource--) {
      var spans = ResourceSpans.newBuilder().setSchemaUrl("https://example.com/" + resource);
      var attributes = Resource.newBuilder().addAttributes(text("service.name", "s" + resource));
      spans.setResource(attributes.addAttributes(attribute(random, 3)));
      for (int scope = random.nextInt(3); scope > 0; scope--) {
        var scoped =
            ScopeSpans.newBuilder()
                .setScope(
                    InstrumentationScope.newBuilder()
                        .setName("scope" + scope)
                        .setVersion("1." + scope)
                        .addAttributes(attribute(random, 2)))
                .setSchemaUrl("https://example.com/scope");
        for (int span = random.nextInt(4); span > 0; span--) {
          scoped.addSpans(anySpan(random));
        }
        spans.addScopeSpans(scoped);
      }
      request.addResourceSpans(spans);
    }
    return request.build();
  }

  private static Span anySpan(Random random) {
    var span =
        span(random)
            .setName("π span " + random.nextInt(9) + " 🚀")
            .setTraceState("vendor=" + random.nextInt(9))
            .setKindValue(random.nextInt(7))
            .setFlags(random.nextInt())
            .setStartTimeUnixNano(random.nextInt(10) == 0 ? random.nextLong() : START_NS)
            .setDroppedAttributesCount(random.nextInt(3))
            .setDroppedEventsCount(random.nextInt(3))
            .setDroppedLinksCount(random.nextInt(3))
            .setStatus(
                Status.newBuilder().setCodeValue(random.nextInt(4)).setMessage("état \"x\"\n"));
    if (random.nextInt(5) == 0) {
      span.setTraceId(id(random, random.nextInt(20))).setParentSpanId(id(random, 8));
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      span.addAttributes(attribute(random, 4));
      span.addEvents(
          Span.Event.newBuilder()
              .setName("event")
              .setTimeUnixNano(random.nextLong())
              .setDroppedAttributesCount(random.nextInt(3))
              .addAttributes(attribute(random, 2)));
      span.addLinks(
          Span.Link.newBuilder()
              .setTraceId(id(random, 16))
              .setSpanId(id(random, 8))
              .setTraceState("s")
              .setFlags(random.nextInt())
              .addAttributes(attribute(random, 2)));
    }
    return span.build();
  }

  static KeyValue attribute(Random random, int depth) {
    return KeyValue.newBuilder()
        .setKey("key." + random.nextInt(8))
        .setValue(value(random, depth))
        .build();
  }

  static AnyValue value(Random random, int depth) {
    var value = AnyValue.newBuilder();
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> value.setStringValue("text ü " + random.nextInt(100));
      case 1 -> value.setBoolValue(random.nextBoolean());
      case 2 -> value.setIntValue(random.nextLong());
      case 3 -> value.setDoubleValue(Double.longBitsToDouble(random.nextLong()));
      case 4 -> value.setBytesValue(id(random, random.nextInt(40)));
      case 5 -> value.clear();
      case 6 -> {
        var items = ArrayValue.newBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.addValues(value(random, depth - 1));
        }
        value.setArrayValue(items);
      }
      default -> {
        var fields = KeyValueList.newBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          fields.addValues(attribute(random, depth - 1));
        }
        value.setKvlistValue(fields);
      }
    }
    return value.build();
  }

  public static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  public static KeyValue whole(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  static ByteString id(Random random, int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}

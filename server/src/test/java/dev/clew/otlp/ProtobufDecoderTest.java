// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.RawBatch;
import dev.clew.model.RawSpan;
import dev.clew.model.Rejection.Reason;
import dev.clew.model.Value;
import dev.clew.testkit.OtlpRequests;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufDecoderTest {

  private final ProtobufDecoder decoder = new ProtobufDecoder(DecodeLimits.DEFAULT);
  private final Random random = new Random(1);

  @Test
  void readsAnEmptyRequest() {
    assertThat(decode("").spans()).isEmpty();
    assertThat(decode("0a00").spans()).isEmpty();
  }

  @Test
  void namesTheByteWhereARequestEnds() {
    assertThatThrownBy(() -> decode("0a0312"))
        .isInstanceOfSatisfying(
            AppException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
              assertThat(e.detail()).contains("at byte 2");
            });
  }

  @Test
  void refusesWhatIsNotProtobuf() {
    // A length of 2 GB, a negative one, an overlong number, the end of a group, wire type 7, field
    // 0.
    for (var hex :
        new String[] {
          "0affffffff07", "0affffffff0f", "0affffffffffffffffffff01", "0c", "0f00", "020000"
        }) {
      assertThatThrownBy(() -> decode(hex)).as(hex).isInstanceOf(AppException.class);
    }
  }

  @Test
  void skipsGroupsOfUnknownFieldsButNotEndlesslyNestedOnes() {
    assertThat(decode("9b06" + "0801" + "9c06").spans()).isEmpty();
    assertThatThrownBy(() -> decode("9b06".repeat(100_000))).isInstanceOf(AppException.class);
  }

  @Test
  void rejectsOneBadSpanAmongGoodOnes() {
    var batch =
        decode(
            span().build(),
            span().setTraceId(ByteString.copyFrom(new byte[15])).build(),
            span().setTraceId(ByteString.copyFrom(new byte[16])).build(),
            span().clearSpanId().build(),
            span().setParentSpanId(ByteString.copyFromUtf8("abc")).build(),
            span().setParentSpanId(ByteString.copyFrom(new byte[8])).build());
    assertThat(batch.spans()).hasSize(2);
    assertThat(batch.spans().getLast().ids().isRoot()).isTrue();
    assertThat(batch.rejections())
        .extracting(r -> r.reason())
        .containsExactly(
            Reason.INVALID_TRACE_ID,
            Reason.INVALID_TRACE_ID,
            Reason.INVALID_SPAN_ID,
            Reason.INVALID_SPAN_ID);
    assertThat(batch.rejections().getFirst().detail())
        .isEqualTo("trace id 000000000000000000000000000000 (expected: 16 bytes)");
    assertThat(batch.rejections().getLast().detail())
        .isEqualTo("parent span id 616263 (expected: 8 bytes)");
  }

  @Test
  void clampsTimesBeyond2262() {
    assertThat(only(span().setEndTimeUnixNano(-1)).endNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void keepsTheLastValueOfARepeatedKeyInTheFirstPlace() {
    var span = span();
    for (int i = 0; i < 100; i++) {
      span.addAttributes(OtlpRequests.whole("k" + i, i));
    }
    for (int i = 99; i >= 0; i--) {
      span.addAttributes(OtlpRequests.whole("k" + i, -i));
    }
    var attributes = only(span).attributes();
    assertThat(attributes.size()).isEqualTo(100);
    assertThat(attributes.entries().get(7).key()).isEqualTo("k7");
    assertThat(attributes.get("k7")).isEqualTo(Value.of(-7));
  }

  @Test
  void dropsAttributesEventsAndLinksBeyondTheLimits() {
    var span = span().setDroppedAttributesCount(1);
    for (int i = 0; i < 1_030; i++) {
      span.addAttributes(OtlpRequests.whole("k" + i, i));
      span.addLinks(Span.Link.newBuilder().setTraceId(id(16)).setSpanId(id(8)));
    }
    for (int i = 0; i < 2_050; i++) {
      span.addEvents(Span.Event.newBuilder().setName("e"));
    }
    var batch = decode(span.build());
    var kept = batch.spans().getFirst();
    assertThat(kept.attributes().size()).isEqualTo(1_024);
    assertThat(kept.dropped()).isEqualTo(new RawSpan.Dropped(7, 2, 6, 3));
    assertThat(batch.clipped()).isEqualTo(1);
  }

  @Test
  void cutsTextAtACodePoint() {
    var batch = decode(span().addAttributes(OtlpRequests.text("k", "é".repeat(600_000))).build());
    assertThat(batch.spans().getFirst().attributes().text("k")).isEqualTo("é".repeat(1 << 19));
    assertThat(batch.clipped()).isEqualTo(1);

    var odd =
        decode(span().addAttributes(OtlpRequests.text("k", "a" + "é".repeat(600_000))).build());
    assertThat(odd.spans().getFirst().attributes().text("k"))
        .isEqualTo("a" + "é".repeat((1 << 19) - 1));
  }

  @Test
  void cutsKeysAndBytes() {
    var bytes = AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[2 << 20]));
    var batch =
        decode(
            span()
                .addAttributes(KeyValue.newBuilder().setKey("k".repeat(1 << 20)).setValue(bytes))
                .build());
    var attribute = batch.spans().getFirst().attributes().entries().getFirst();
    assertThat(attribute.key()).hasSize(4 << 10);
    assertThat(attribute.value())
        .isInstanceOfSatisfying(
            Value.Bytes.class, value -> assertThat(value.bytes().remaining()).isEqualTo(1 << 20));
    assertThat(batch.spans().getFirst().dropped().clipped()).isEqualTo(2);
  }

  @Test
  void replacesMalformedUtf8AndCountsIt() {
    var span = span().setName("Z�").setTraceState("QQ").build().toByteArray();
    var malformed = new String(span, ISO_8859_1);
    var damaged = malformed.replace("QQ", "\u00c3(").getBytes(ISO_8859_1);
    var batch = decode(envelope(damaged));
    assertThat(batch.spans().getFirst().name()).isEqualTo("Z�");
    assertThat(batch.spans().getFirst().ids().traceState()).isEqualTo("�(");
    assertThat(batch.spans().getFirst().dropped().clipped()).isEqualTo(1);
  }

  @Test
  void rejectsASpanWhoseValuesNestTooDeep() {
    assertThat(decode(span().addAttributes(nested(64)).build()).spans()).hasSize(1);
    var batch = decode(span().addAttributes(nested(65)).build(), span().build());
    assertThat(batch.spans()).hasSize(1);
    assertThat(batch.rejections().getFirst().reason()).isEqualTo(Reason.TOO_DEEP);
  }

  @Test
  void rejectsEndlessNestingWithoutExhaustingTheStack() {
    var value = new byte[0];
    for (int i = 0; i < 10_000; i++) {
      value = wrap(wrap(value, 1), 5);
    }
    var hostile = wrap(wrap(value, 2), 9);
    var span = ByteString.copyFrom(span().build().toByteArray());
    var batch = decode(envelope(span.concat(ByteString.copyFrom(hostile)).toByteArray()));
    assertThat(batch.rejections().getFirst().reason()).isEqualTo(Reason.TOO_DEEP);
  }

  @Test
  void refusesAResourceWhoseValuesNestTooDeep() {
    var request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(Resource.newBuilder().addAttributes(nested(65))));
    assertThatThrownBy(() -> decode(request.build().toByteArray()))
        .isInstanceOf(AppException.class);
  }

  @Test
  void hashesARetryEquallyAndAnythingElseDifferently() {
    var span = span().build();
    var request = OtlpRequests.of(span);
    long hash = decode(request.toByteArray()).spans().getFirst().contentHash();
    assertThat(decode(request.toByteArray()).spans().getFirst().contentHash()).isEqualTo(hash);
    assertThat(decode(span.toBuilder().setName("x").build()).spans().getFirst().contentHash())
        .isNotEqualTo(hash);
    var elsewhere = request.toBuilder();
    elsewhere.getResourceSpansBuilder(0).getResourceBuilder().clearAttributes();
    assertThat(decode(elsewhere.build().toByteArray()).spans().getFirst().contentHash())
        .isNotEqualTo(hash);
    assertThat(decode(request.toByteArray()).spans().getFirst().sizeBytes())
        .isEqualTo(span.getSerializedSize());
  }

  @Test
  void refusesMoreSpansThanTheLimitWithoutKeepingThem() {
    var many = new byte[2 * 1_000_001];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = 0x12;
    }
    assertThatThrownBy(() -> decode(wrap(wrap(many, 2), 1)))
        .isInstanceOfSatisfying(
            AppException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }

  @Test
  void givesTheSameStringForTheSameShortBytes() {
    var payload = OtlpRequests.of(span().build()).toByteArray();
    RawBatch last = decode(payload);
    for (int i = 0; i < 2; i++) {
      last = decode(payload);
    }
    assertThat(decode(payload).spans().getFirst().name()).isSameAs(last.spans().getFirst().name());
  }

  private static KeyValue nested(int depth) {
    var value = AnyValue.newBuilder().setStringValue("x").build();
    for (int i = 1; i < depth; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    return KeyValue.newBuilder().setKey("deep").setValue(value).build();
  }

  private static byte[] envelope(byte[] span) {
    return wrap(wrap(wrap(span, 2), 2), 1);
  }

  private static byte[] wrap(byte[] message, int field) {
    var out = ByteString.newOutput();
    out.write((field << 3) | 2);
    for (int rest = message.length; ; rest >>>= 7) {
      if (rest < 0x80) {
        out.write(rest);
        break;
      }
      out.write((rest & 0x7F) | 0x80);
    }
    out.write(message, 0, message.length);
    return out.toByteString().toByteArray();
  }

  private Span.Builder span() {
    return OtlpRequests.span(random);
  }

  private ByteString id(int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private RawSpan only(Span.Builder span) {
    return decode(span.build()).spans().getFirst();
  }

  private RawBatch decode(Span... spans) {
    return decode(OtlpRequests.of(spans).toByteArray());
  }

  private RawBatch decode(String hex) {
    return decode(HexFormat.of().parseHex(hex));
  }

  private RawBatch decode(byte[] body) {
    return decoder.decode("p", ByteBuffer.wrap(body));
  }
}

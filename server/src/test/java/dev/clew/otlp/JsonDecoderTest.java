// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.RawBatch;
import dev.clew.model.RawSpan;
import dev.clew.model.Rejection.Reason;
import dev.clew.model.SpanKind;
import dev.clew.model.Value;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {

  private static final String IDS =
      "\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"eee19b7ec3c1b174\"";

  private final JsonDecoder decoder = new JsonDecoder(DecodeLimits.DEFAULT, 64 << 20);

  @Test
  void readsIdsOfEitherCase() {
    assertThat(only("").ids().traceId().hex()).isEqualTo("5b8efff798038103d269b633813fc60c");
  }

  @Test
  void readsNothing() {
    assertThat(decode("").spans()).isEmpty();
    assertThat(decode("{}").spans()).isEmpty();
    assertThat(decode("\uFEFF{\"resourceSpans\":null}").spans()).isEmpty();
    assertThat(decode("{\"resourceSpans\":[{},null,{\"scopeSpans\":[]}]}").spans()).isEmpty();
  }

  @Test
  void rejectsHexadecimalIdsOfWrongLength() {
    var batch = decode(envelope("{\"traceId\":\"abc\",\"spanId\":\"eee19b7ec3c1b174\"}"));
    assertThat(batch.rejections().getFirst().reason()).isEqualTo(Reason.INVALID_TRACE_ID);
    assertThat(batch.rejections().getFirst().detail())
        .isEqualTo("trace id abc (expected: 16 bytes)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // base64 id, enum by name, number that is not whole, too large, or written to be computed
        ",\"parentSpanId\":\"W47/95gDgQM=\"",
        ",\"kind\":\"SPAN_KIND_SERVER\"",
        ",\"kind\":\"2\"",
        ",\"startTimeUnixNano\":1.5",
        ",\"startTimeUnixNano\":-1",
        ",\"startTimeUnixNano\":18446744073709551616",
        ",\"startTimeUnixNano\":1e999999999",
        ",\"startTimeUnixNano\":\"1e-999999999\"",
        ",\"startTimeUnixNano\":\"٣\"",
        ",\"flags\":4294967296",
        ",\"attributes\":[{\"key\":\"k\",\"value\":{\"intValue\":9223372036854775808}}]",
        ",\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":NaN}}]",
        ",\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":1e999}}]",
        ",\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":\"0x1p3\"}}]",
        ",\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":\"1..2\"}}]",
        ",\"attributes\":[{\"key\":\"k\",\"value\":{\"boolValue\":\"true\"}}]",
        ",\"attributes\":[{\"key\":\"k\",\"value\":{\"bytesValue\":\"%\"}}]",
        ",\"attributes\":[{\"key\":\"a\\u0000b\",\"value\":{}}]",
        ",\"attributes\":{}",
        ",\"name\":\"a\",\"name\":\"b\"",
        ",\"name\":5",
        "}]}]}]} {\"x\":[{\"y\":[{\"z\":[{\"w\":1",
      })
  void refuses(String member) {
    assertThatThrownBy(() -> only(member))
        .isInstanceOfSatisfying(
            AppException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
  }

  @Test
  void namesTheFieldAndThePlace() {
    assertThatThrownBy(() -> only(",\n\"kind\":\"SERVER\""))
        .hasMessageContaining("/resourceSpans/0/scopeSpans/0/spans/0/kind")
        .hasMessageContaining("SERVER (expected: the number of the enum value)")
        .hasMessageContaining("line 2, column 8");
  }

  @Test
  void reads64BitNumbersExactly() {
    var text = ",\"startTimeUnixNano\":\"1544712660000000001\",\"endTimeUnixNano\":1e18,\"kind\":2";
    var span = only(text);
    assertThat(span.startNs()).isEqualTo(1544712660000000001L);
    assertThat(span.endNs()).isEqualTo(1_000_000_000_000_000_000L);
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(only(",\"endTimeUnixNano\":\"18446744073709551615\"").endNs())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(value("{\"intValue\":\"-9223372036854775808\"}"))
        .isEqualTo(Value.of(Long.MIN_VALUE));
  }

  @Test
  void readsValues() {
    assertThat(value("{\"doubleValue\":\"-Infinity\"}"))
        .isEqualTo(Value.of(Double.NEGATIVE_INFINITY));
    assertThat(value("{\"doubleValue\":\"NaN\"}")).isEqualTo(Value.of(Double.NaN));
    assertThat(value("{\"doubleValue\":3}")).isEqualTo(Value.of(3.0));
    assertThat(value("{\"bytesValue\":\"-_8\"}"))
        .isEqualTo(new Value.Bytes(ByteBuffer.wrap(new byte[] {(byte) 0xFB, (byte) 0xFF})));
    assertThat(value("{}")).isEqualTo(Value.EMPTY);
    assertThat(value("null")).isEqualTo(Value.EMPTY);
    assertThat(value("{\"arrayValue\":{}}")).isEqualTo(new Value.Items(List.of()));
  }

  @Test
  void ignoresUnknownAndSnakeCaseMembers() {
    var span = only(",\"start_time_unix_nano\":5,\"future\":{\"a\":[1,{\"b\":2}]},\"name\":\"n\"");
    assertThat(span.startNs()).isZero();
    assertThat(span.name()).isEqualTo("n");
  }

  @Test
  void givesSpansAResourceThatFollowsThem() {
    var batch =
        decode(
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{"
                + IDS
                + "}],\"scope\":{\"name\":\"lib\"}}],\"resource\":{\"attributes\":"
                + "[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"shop\"}}]}}]}");
    assertThat(batch.spans().getFirst().resource().service()).isEqualTo("shop");
    assertThat(batch.spans().getFirst().scope().name()).isEqualTo("lib");
  }

  @Test
  void replacesLoneSurrogatesAndMalformedUtf8() {
    var escaped = decode(envelope("{" + IDS + ",\"name\":\"a\\ud800b\"}"));
    assertThat(escaped.spans().getFirst().name()).isEqualTo("a�b");
    assertThat(escaped.clipped()).isEqualTo(1);
    var raw =
        decoder.decode(
            "p",
            ByteBuffer.wrap(envelope("{" + IDS + ",\"name\":\"\u00ff\"}").getBytes(ISO_8859_1)));
    assertThat(raw.spans().getFirst().name()).isEqualTo("�");
    assertThat(raw.clipped()).isEqualTo(1);
  }

  @Test
  void refusesOtherCharsets() {
    assertThatThrownBy(() -> decoder.decode("p", ByteBuffer.wrap("{}".getBytes(UTF_16LE))))
        .isInstanceOf(AppException.class);
  }

  @Test
  void refusesHostileDepthAndNumbers() {
    assertThatThrownBy(() -> decode("[".repeat(100_000))).isInstanceOf(AppException.class);
    assertThatThrownBy(() -> decode("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(AppException.class);
    assertThatThrownBy(() -> only(",\"startTimeUnixNano\":" + "9".repeat(1_000_000)))
        .isInstanceOf(AppException.class);
    assertThatThrownBy(() -> only(",\"startTimeUnixNano\":\"" + "9".repeat(1_000_000) + "\""))
        .isInstanceOf(AppException.class);
  }

  @Test
  void rejectsASpanWhoseValuesNestTooDeep() {
    assertThat(decode(envelope(nested(64))).spans()).hasSize(1);
    assertThat(decode(envelope(nested(65))).rejections().getFirst().reason())
        .isEqualTo(Reason.TOO_DEEP);
    var among = decode(envelope(nested(1_000) + ",{" + IDS + "}"));
    assertThat(among.rejections()).hasSize(1);
    assertThat(among.spans()).hasSize(1);
  }

  @Test
  void hashesARetryEquallyAndAnythingElseDifferently() {
    long hash = only("").contentHash();
    assertThat(only("").contentHash()).isEqualTo(hash);
    assertThat(only(",\"name\":\"x\"").contentHash()).isNotEqualTo(hash);
  }

  private static String nested(int depth) {
    var value = "{\"intValue\":1}";
    for (int i = 1; i < depth; i++) {
      value = "{\"kvlistValue\":{\"values\":[{\"key\":\"k\",\"value\":" + value + "}]}}";
    }
    return "{" + IDS + ",\"attributes\":[{\"key\":\"k\",\"value\":" + value + "}]}";
  }

  private Value value(String json) {
    var value =
        only(",\"attributes\":[{\"key\":\"k\",\"value\":" + json + "}]").attributes().get("k");
    return value == null ? Value.of("missing") : value;
  }

  private RawSpan only(String members) {
    return decode(envelope("{" + IDS + members + "}")).spans().getFirst();
  }

  private static String envelope(String span) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span + "]}]}]}";
  }

  private RawBatch decode(String json) {
    return decoder.decode("p", ByteBuffer.wrap(json.getBytes(UTF_8)));
  }
}

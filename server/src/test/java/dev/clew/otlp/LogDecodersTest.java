// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.AppException;
import dev.clew.model.Attributes;
import dev.clew.model.ErrorCode;
import dev.clew.model.LogBatch;
import dev.clew.model.Rejection.Reason;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.model.Value;
import dev.clew.testkit.OtlpJson;
import dev.clew.testkit.OtlpLogs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Our decoders of log records against protobuf-java and against each other.
class LogDecodersTest {

  private static final int MUTATIONS = 20_000;

  private final ProtobufLogsDecoder protobuf = new ProtobufLogsDecoder(DifferentialTest.WHOLE);
  private final JsonLogsDecoder json = new JsonLogsDecoder(DifferentialTest.WHOLE, 1 << 24);

  @Test
  void readsAnythingAsProtobufJavaDoes() {
    var random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      var payload = OtlpLogs.anything(random).toByteArray();
      assertThat(DecodedLogs.by(protobuf, payload)).isEqualTo(LogOracle.decode(payload));
    }
  }

  @Test
  void agreesWithProtobufJavaOnDamagedRequests() {
    var random = new Random(42);
    var mutation = new WireMutation(random);
    int accepted = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      var damaged =
          mutation.apply(
              OtlpLogs.anything(random).toByteArray(), OtlpLogs.anything(random).toByteArray());
      var ours = ours(damaged);
      if (!ours.tolerated()) {
        assertThat(ours.decoded())
            .as("mutation %d: %s", i, HexFormat.of().formatHex(damaged))
            .isEqualTo(LogOracle.decode(damaged));
      }
      accepted += ours.decoded() == null ? 0 : 1;
    }
    // The comparison is worth something only while both outcomes are common.
    assertThat(accepted).isBetween(MUTATIONS / 5, MUTATIONS * 4 / 5);
  }

  private record Ours(@Nullable DecodedLogs decoded, boolean tolerated) {}

  /// The one difference is that of spans: see [DifferentialTest#assertAgrees].
  private Ours ours(byte[] body) {
    try {
      return new Ours(DecodedLogs.of(protobuf.decode("p", ByteBuffer.wrap(body))), false);
    } catch (AppException refused) {
      return new Ours(null, refused.detail().contains("more than 10 bytes"));
    }
  }

  @Test
  void readsTheSameFromJsonAsFromProtobuf() {
    var random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      var request = OtlpLogs.anything(random);
      var text = OtlpJson.of(request);
      assertThat(DecodedLogs.by(json, text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isEqualTo(DecodedLogs.by(protobuf, request.toByteArray()));
    }
  }

  @Test
  void readsEveryFieldOfARecord() {
    var batch =
        json(
            """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
            "scopeLogs":[{"scope":{"name":"checkout"},"logRecords":[{"timeUnixNano":"1700000000000000001",
            "observedTimeUnixNano":"1700000000000000002","severityNumber":17,"severityText":"ERROR",
            "eventName":"payment.failed","body":{"kvlistValue":{"values":[{"key":"card","value":{"stringValue":"x"}}]}},
            "attributes":[{"key":"order","value":{"intValue":"7"}}],"droppedAttributesCount":2,"flags":1,
            "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}]}]}]}
            """);
    var record = batch.records().getFirst();
    assertThat(record.resource().service()).isEqualTo("shop");
    assertThat(record.scope().name()).isEqualTo("checkout");
    assertThat(record.timeNs()).isEqualTo(1_700_000_000_000_000_001L);
    assertThat(record.observedNs()).isEqualTo(1_700_000_000_000_000_002L);
    assertThat(record.severity()).isEqualTo(17);
    assertThat(record.severityText()).isEqualTo("ERROR");
    assertThat(record.eventName()).isEqualTo("payment.failed");
    assertThat(record.body()).isEqualTo(new Value.Fields(Attributes.of("card", Value.of("x"))));
    assertThat(record.attributes()).isEqualTo(Attributes.of("order", Value.of(7)));
    assertThat(record.droppedAttributes()).isEqualTo(2);
    assertThat(record.traceId()).isEqualTo(TraceId.parse("5b8efff798038103d269b633813fc60c"));
    assertThat(record.spanId()).isEqualTo(SpanId.parse("eee19b7ec3c1b174"));
  }

  @Test
  void keepsARecordWhoseIdsAreNone() {
    var batch =
        json(
            "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\"ab\",\"spanId\":\"0000000000000000\","
                + "\"severityNumber\":99,\"timeUnixNano\":\"18446744073709551615\"}]}]}]}");
    var record = batch.records().getFirst();
    assertThat(record.traceId()).isNull();
    assertThat(record.spanId()).isNull();
    assertThat(record.severity()).isZero();
    assertThat(record.timeNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void rejectsATooDeepBodyAlone() {
    var deep = "{\"arrayValue\":{\"values\":[".repeat(70) + "]}}".repeat(70);
    var batch =
        json(
            "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":"
                + deep
                + "},{\"body\":{\"stringValue\":\"kept\"}}]}]}]}");
    assertThat(batch.rejections()).extracting(r -> r.reason()).containsExactly(Reason.TOO_DEEP);
    assertThat(batch.records()).extracting(r -> r.body()).containsExactly(Value.of("kept"));
  }

  @Test
  void refusesWhatIsNoRequest() {
    for (var text : new String[] {"[]", "{\"resourceLogs\":1}", "{\"resourceLogs\":[{"}) {
      assertThatThrownBy(() -> json(text))
          .isInstanceOfSatisfying(
              AppException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
    }
  }

  private LogBatch json(String text) {
    return json.decode("p", ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}

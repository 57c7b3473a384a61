// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint.ValueAtQuantile;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Against the classes that protoc generates.
class JsonToProtobufTest {

  private static final String TRACE = "0123456789abcdef0123456789abcdef";

  @Test
  void spansWithEveryKindOfValue() throws Exception {
    var span =
        read("{'traceId':'%s','spanId':'00000000000000aa','parentSpanId':'','name':'ask ü','kind':3,'flags':257,'startTimeUnixNano':'1767225600000000001','endTimeUnixNano':1767225600000000002,'attributes':[{'key':'a','value':{'stringValue':''}},{'key':'b','value':{'intValue':'-7'}},{'key':'c','value':{'doubleValue':0.5}},{'key':'d','value':{'boolValue':false}},{'key':'e','value':{'bytesValue':'AAE='}},{'key':'f','value':{'arrayValue':{'values':[{'intValue':1},{'kvlistValue':{'values':[{'key':'g','value':{}}]}}]}}}],'events':[{'name':'first','timeUnixNano':'5'}],'links':[{'traceId':'%s','spanId':'00000000000000bb'}],'status':{'code':2,'message':'no'}}"
                .formatted(TRACE, TRACE))
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0);
    assertThat(span)
        .isEqualTo(
            Span.newBuilder()
                .setTraceId(id(TRACE))
                .setSpanId(id("00000000000000aa"))
                .setName("ask ü")
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .setFlags(257)
                .setStartTimeUnixNano(1767225600000000001L)
                .setEndTimeUnixNano(1767225600000000002L)
                .addAttributes(attribute("a", AnyValue.newBuilder().setStringValue("")))
                .addAttributes(attribute("b", AnyValue.newBuilder().setIntValue(-7)))
                .addAttributes(attribute("c", AnyValue.newBuilder().setDoubleValue(0.5)))
                .addAttributes(attribute("d", AnyValue.newBuilder().setBoolValue(false)))
                .addAttributes(attribute("e", AnyValue.newBuilder().setBytesValue(id("0001"))))
                .addAttributes(
                    attribute(
                        "f",
                        AnyValue.newBuilder()
                            .setArrayValue(
                                ArrayValue.newBuilder()
                                    .addValues(AnyValue.newBuilder().setIntValue(1))
                                    .addValues(
                                        AnyValue.newBuilder()
                                            .setKvlistValue(
                                                KeyValueList.newBuilder()
                                                    .addValues(
                                                        attribute("g", AnyValue.newBuilder())))))))
                .addEvents(Span.Event.newBuilder().setName("first").setTimeUnixNano(5))
                .addLinks(
                    Span.Link.newBuilder().setTraceId(id(TRACE)).setSpanId(id("00000000000000bb")))
                .setStatus(
                    Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("no"))
                .build());
  }

  @Test
  void whatIsNotWhatItsPlaceHoldsIsLeftOut() throws Exception {
    var span =
        read("{'traceId':'xyz','name':5,'kind':'SPAN_KIND_CLIENT','startTimeUnixNano':'1e999999999','endTimeUnixNano':'7','status':3,'unheardOf':{'a':1}}")
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0);
    assertThat(span).isEqualTo(Span.newBuilder().setEndTimeUnixNano(7).build());
  }

  @Test
  void pointsOfEveryKind() throws Exception {
    var metrics =
        ExportMetricsServiceRequest.parseFrom(
                bytes(
                    "{'resourceMetrics':[{'scopeMetrics':[{'metrics':[{'name':'n','unit':'s','sum':{'aggregationTemporality':2,'isMonotonic':true,'dataPoints':[{'asInt':'-3','timeUnixNano':'9'},{'asDouble':'NaN'}]}},"
                        + "{'histogram':{'dataPoints':[{'count':'3','sum':1.5,'bucketCounts':['1','2'],'explicitBounds':[0.5]}]}},"
                        + "{'exponentialHistogram':{'dataPoints':[{'scale':-1,'zeroCount':'4','positive':{'offset':-2,'bucketCounts':['300',1]}}]}},"
                        + "{'summary':{'dataPoints':[{'quantileValues':[{'quantile':0.9,'value':8}]}]}}]}]}]}"))
            .getResourceMetrics(0)
            .getScopeMetrics(0);
    var sum = metrics.getMetrics(0).getSum();
    assertThat(sum.getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(sum.getIsMonotonic()).isTrue();
    assertThat(sum.getDataPointsList())
        .containsExactly(
            NumberDataPoint.newBuilder().setAsInt(-3).setTimeUnixNano(9).build(),
            NumberDataPoint.newBuilder().setAsDouble(Double.NaN).build());
    assertThat(metrics.getMetrics(1).getHistogram().getDataPoints(0))
        .isEqualTo(
            HistogramDataPoint.newBuilder()
                .setCount(3)
                .setSum(1.5)
                .addBucketCounts(1)
                .addBucketCounts(2)
                .addExplicitBounds(0.5)
                .build());
    assertThat(metrics.getMetrics(2).getExponentialHistogram().getDataPoints(0))
        .isEqualTo(
            ExponentialHistogramDataPoint.newBuilder()
                .setScale(-1)
                .setZeroCount(4)
                .setPositive(
                    Buckets.newBuilder().setOffset(-2).addBucketCounts(300).addBucketCounts(1))
                .build());
    assertThat(metrics.getMetrics(3).getSummary().getDataPoints(0))
        .isEqualTo(
            SummaryDataPoint.newBuilder()
                .addQuantileValues(ValueAtQuantile.newBuilder().setQuantile(0.9).setValue(8))
                .build());
  }

  @Test
  void logRecords() throws Exception {
    var log =
        ExportLogsServiceRequest.parseFrom(
                bytes(
                    "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'severityNumber':9,'severityText':'INFO','body':{'stringValue':'hello'},'eventName':'e','traceId':'%s'}]}]}]}"
                        .formatted(TRACE)))
            .getResourceLogs(0)
            .getScopeLogs(0)
            .getLogRecords(0);
    assertThat(log.getSeverityNumberValue()).isEqualTo(9);
    assertThat(log.getBody().getStringValue()).isEqualTo("hello");
    assertThat(log.getEventName()).isEqualTo("e");
    assertThat(log.getTraceId()).isEqualTo(id(TRACE));
  }

  private static ExportTraceServiceRequest read(String span) throws Exception {
    return ExportTraceServiceRequest.parseFrom(
        bytes("{'resourceSpans':[{'scopeSpans':[{'spans':[" + span + "]}]}]}"));
  }

  private static byte[] bytes(String json) throws Exception {
    return JsonToProtobuf.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static ByteString id(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import static dev.clew.testkit.OtlpRequests.text;
import static dev.clew.testkit.OtlpRequests.whole;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Requests to a site as every layer records them: what the ready dashboards are about.
final class SiteSpans {

  private static final long MILLISECOND = 1_000_000;
  private static final int ROUTES = 40;
  private static final int INNER_NAMES = 200;
  private static final String[] VITALS = {"LCP", "INP", "CLS", "TTFB"};
  private static final String[] MODELS = {"gpt-4.1", "gpt-4.1-mini", "claude-sonnet-4-5", "qwen3"};
  private static final long[] FAILURES = {400, 401, 403, 404, 429, 500, 502, 503};

  private enum Hop {
    PAGE("@opentelemetry/instrumentation-document-load"),
    GATEWAY("nginx"),
    SERVICE("io.opentelemetry.tomcat-10.0"),
    MODELS("agentgateway");

    private final String scope;

    Hop(String scope) {
      this.scope = scope;
    }
  }

  private final Random random;

  SiteSpans(Random random) {
    this.random = random;
  }

  /// @param perTrace how many spans share a trace; the first is the root
  ExportTraceServiceRequest request(int spans, int perTrace) {
    Map<Hop, List<Span>> hops = new EnumMap<>(Hop.class);
    for (int i = 0; i < spans; i++) {
      int trace = i / perTrace;
      int step = i % perTrace;
      var span = span(step % 10);
      long start = (trace % 100 + step * 30L) * MILLISECOND + random.nextInt(1_000_000);
      long took = (5 + random.nextInt(500)) * MILLISECOND;
      span.setTraceId(LoadSpans.number(16, trace + 1))
          .setSpanId(LoadSpans.number(8, i + 1))
          .setParentSpanId(step == 0 ? ByteString.EMPTY : LoadSpans.number(8, trace * perTrace + 1))
          .setStartTimeUnixNano(start)
          .setEndTimeUnixNano(start + took);
      hops.computeIfAbsent(hop(step % 10), _ -> new ArrayList<>()).add(span.build());
    }
    var request = ExportTraceServiceRequest.newBuilder();
    hops.forEach(
        (hop, its) ->
            request.addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(resource(hop))
                    .addScopeSpans(ScopeSpans.newBuilder().setScope(scope(hop)).addAllSpans(its))));
    return request.build();
  }

  private static InstrumentationScope.Builder scope(Hop hop) {
    return InstrumentationScope.newBuilder().setName(hop.scope).setVersion("1.0.0");
  }

  private static Hop hop(int step) {
    return switch (step) {
      case 0, 1, 2 -> Hop.PAGE;
      case 3 -> Hop.GATEWAY;
      case 6 -> Hop.MODELS;
      default -> Hop.SERVICE;
    };
  }

  private Span.Builder span(int step) {
    return switch (step) {
      case 0 -> named("documentLoad", SpanKind.SPAN_KIND_INTERNAL).addAttributes(url());
      case 1 -> answered(named("HTTP GET", SpanKind.SPAN_KIND_CLIENT).addAttributes(url()));
      case 2 -> vital();
      case 3, 4, 9 -> route();
      case 5 -> answered(named("GET", SpanKind.SPAN_KIND_CLIENT).addAttributes(url()));
      case 6 -> call();
      case 7 -> named("step " + random.nextInt(INNER_NAMES), SpanKind.SPAN_KIND_INTERNAL);
      default ->
          named("SELECT shop.orders", SpanKind.SPAN_KIND_CLIENT)
              .addAttributes(text("db.system.name", "postgresql"))
              .addAttributes(text("db.query.text", "SELECT * FROM orders WHERE id = ?"));
    };
  }

  private static Span.Builder named(String name, SpanKind kind) {
    return Span.newBuilder().setName(name).setKind(kind).setFlags(0x101);
  }

  private KeyValue url() {
    return text("url.full", "https://shop.example.com/cart/" + random.nextInt(100_000));
  }

  private Span.Builder vital() {
    var name = VITALS[random.nextInt(VITALS.length)];
    return named("web_vital " + name, SpanKind.SPAN_KIND_INTERNAL)
        .addAttributes(text("web_vital.name", name))
        .addAttributes(real("web_vital.value", random.nextInt(4_000) / 3.0));
  }

  private Span.Builder route() {
    var route = "/api/v1/thing-%d/{id}".formatted(random.nextInt(ROUTES));
    return answered(
        named("GET " + route, SpanKind.SPAN_KIND_SERVER)
            .addAttributes(text("http.request.method", "GET"))
            .addAttributes(
                text("url.path", route.replace("{id}", Integer.toString(random.nextInt(100_000)))))
            .addAttributes(text("user_agent.original", "okhttp/5.1.0"))
            .addAttributes(text("http.route", route)));
  }

  private Span.Builder call() {
    var model = MODELS[random.nextInt(MODELS.length)];
    return answered(
        named("chat " + model, SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(text("gen_ai.operation.name", "chat"))
            .addAttributes(text("gen_ai.provider.name", "openai"))
            .addAttributes(text("gen_ai.request.model", model))
            .addAttributes(text("gen_ai.response.model", model))
            .addAttributes(whole("gen_ai.usage.input_tokens", 200 + random.nextInt(4_000)))
            .addAttributes(whole("gen_ai.usage.output_tokens", 20 + random.nextInt(800)))
            .addAttributes(real("gen_ai.server.time_to_first_token", random.nextInt(5_000) / 1e6)));
  }

  /// One of ten fails.
  private Span.Builder answered(Span.Builder span) {
    boolean isFailure = random.nextInt(10) == 0;
    long status = isFailure ? FAILURES[random.nextInt(FAILURES.length)] : 200;
    if (status >= 500) {
      span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }
    return span.addAttributes(whole("http.response.status_code", status));
  }

  private Resource.Builder resource(Hop hop) {
    int pod = random.nextInt(20);
    var service =
        switch (hop) {
          case PAGE -> "page";
          case GATEWAY -> "edge-" + pod % 2;
          case SERVICE -> "service-" + pod % 5;
          case MODELS -> "agentgateway";
        };
    return Resource.newBuilder()
        .addAttributes(text("service.name", service))
        .addAttributes(text("service.instance.id", "pod-" + pod))
        .addAttributes(text("telemetry.sdk.language", hop == Hop.PAGE ? "webjs" : "java"))
        .addAttributes(text("deployment.environment.name", "production"));
  }

  private static KeyValue real(String key, double value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setDoubleValue(value))
        .build();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import static dev.clew.testkit.OtlpRequests.text;
import static dev.clew.testkit.OtlpRequests.whole;

import com.google.protobuf.ByteString;
import dev.clew.testkit.OtlpRequests;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.Random;

/// Requests of a shape. Their ids are small numbers and their times start at 0: [RequestTemplate]
/// puts real ones in their place before each request.
final class LoadSpans {

  static final int SPANS_PER_TRACE = 10;

  /// Said in one of 5,000 conversations.
  static final String RARE_WORD = "xylograph";

  private static final int RARE = 5_000;
  private static final long MILLISECOND = 1_000_000;
  private static final String[] MODELS = {
    "gpt-4.1", "gpt-4.1-mini", "claude-sonnet-4-5", "gemini-2.5-pro"
  };

  private final Shape shape;
  private final Random random;
  private final Prose prose;
  private Conversation conversation;

  LoadSpans(Shape shape, long seed) {
    this.shape = shape;
    this.random = new Random(seed);
    this.prose = new Prose(random);
    this.conversation = start(0);
  }

  /// A request of many traces.
  ExportTraceServiceRequest request(int spans) {
    return request(spans, SPANS_PER_TRACE);
  }

  /// @param perTrace how many spans share a trace; the first is the root
  ExportTraceServiceRequest request(int spans, int perTrace) {
    if (shape == Shape.SITE) {
      return new SiteSpans(random).request(spans, perTrace);
    }
    var scope = scope();
    for (int i = 0; i < spans; i++) {
      int trace = i / perTrace;
      int step = i % perTrace;
      var span = shape == Shape.LEAN ? OtlpRequests.lean(random).toBuilder() : call(trace, step);
      long start = (trace % 100 + step * 30L) * MILLISECOND + random.nextInt(1_000_000);
      span.setTraceId(number(16, trace + 1))
          .setSpanId(number(8, i + 1))
          .setParentSpanId(step == 0 ? ByteString.EMPTY : number(8, trace * perTrace + 1))
          .setStartTimeUnixNano(start)
          .setEndTimeUnixNano(start + (5 + random.nextInt(500)) * MILLISECOND);
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(resource()).addScopeSpans(scope))
        .build();
  }

  private Span.Builder call(int trace, int step) {
    if (shape == Shape.GENAI || step == 0) {
      conversation = start(trace);
    }
    conversation.continueTo(shape == Shape.FAT ? 1 + step : 1);
    return Span.newBuilder()
        .setName("chat gpt-4.1")
        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
        .setFlags(0x101)
        .addAttributes(text("gen_ai.operation.name", "chat"))
        .addAttributes(text("gen_ai.provider.name", "openai"))
        .addAttributes(text("gen_ai.request.model", MODELS[trace % MODELS.length]))
        .addAttributes(text("gen_ai.response.model", MODELS[trace % MODELS.length]))
        .addAttributes(text("gen_ai.response.id", "resp-" + Long.toHexString(random.nextLong())))
        .addAttributes(text("gen_ai.conversation.id", "session-" + trace % 1_000))
        .addAttributes(text("gen_ai.agent.name", "agent-" + trace % 7))
        .addAttributes(text("user.id", "user-" + trace % 500))
        .addAttributes(whole("gen_ai.usage.input_tokens", 200 + random.nextInt(4_000)))
        .addAttributes(whole("gen_ai.usage.output_tokens", 20 + random.nextInt(800)))
        .addAttributes(text("server.address", "api.example.com"))
        .addAttributes(text("gen_ai.input.messages", conversation.input()))
        .addAttributes(text("gen_ai.output.messages", conversation.output(random)));
  }

  private Conversation start(int trace) {
    int chars = shape == Shape.FAT ? 1_300 : 915;
    var opening = random.nextInt(RARE) == 0 ? "question " + RARE_WORD : "question " + trace;
    return new Conversation(opening, chars, prose);
  }

  private ScopeSpans.Builder scope() {
    return ScopeSpans.newBuilder()
        .setScope(
            InstrumentationScope.newBuilder()
                .setName(
                    shape == Shape.LEAN
                        ? "io.opentelemetry.tomcat-10.0"
                        : "opentelemetry.instrumentation.genai.openai")
                .setVersion("2.1.0"));
  }

  private Resource.Builder resource() {
    int pod = random.nextInt(20);
    return Resource.newBuilder()
        .addAttributes(text("service.name", "service-" + pod % 5))
        .addAttributes(text("service.version", "1.4.2"))
        .addAttributes(text("service.instance.id", "pod-" + pod))
        .addAttributes(text("telemetry.sdk.language", "java"))
        .addAttributes(text("deployment.environment.name", "production"));
  }

  static ByteString number(int bytes, int value) {
    return ByteString.copyFrom(ByteBuffer.allocate(bytes).putInt(bytes - 4, value).array());
  }
}

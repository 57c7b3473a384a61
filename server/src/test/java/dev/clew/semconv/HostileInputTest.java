// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.RawBatch;
import dev.clew.model.RawSpan;
import dev.clew.model.SpanEvent;
import dev.clew.model.Value;
import dev.clew.semconv.dialect.RuleBook;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileInputTest {

  private static final int BATCHES = 400;
  private static final int SPANS = 20;

  private static final List<String> EVENTS =
      List.of(
          "exception",
          "First Token Stream Event",
          "gen_ai.content.prompt",
          "gen_ai.content.completion",
          "gen_ai.user.message",
          "gen_ai.tool.message",
          "gen_ai.choice",
          "gen_ai.client.inference.operation.details",
          "");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "null",
          "-1",
          "1e999",
          "99999999999999999999",
          "NaN",
          "[",
          "{\"",
          "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"cut o",
          "[{\"role\":1,\"parts\":{},\"content\":[[]],\"tool_calls\":[1,{}]}]",
          "{\"messages\":{},\"message\":{\"message\":{\"message\":null}}}",
          "{\"role\":\"tool\",\"content\":{\"a\":1e400}}",
          "[[[[[[[[[[[[",
          "\"\\ud800\"",
          "{\"id\":{\"id\":[\"id\"]},\"token_usage\":{\"prompt_tokens\":1e99}}",
          "llm",
          "CHAIN",
          "chat",
          "tools/call",
          "data:;base64,",
          "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:\"}}]",
          "tool ",
          "\u0000\uffff",
          "[".repeat(5000),
          "{\"a\":".repeat(2000),
          "1".repeat(3000));

  private static final List<String> SCOPES =
      RuleBook.DIALECTS.stream().flatMap(dialect -> dialect.scopes().stream()).toList();

  private final Random random = new Random(20261124);

  @Test
  void readsEveryMixtureOfKnownKeysAndWrongValues() {
    var keys = keys();
    for (int batch = 0; batch < BATCHES; batch++) {
      var spans = new ArrayList<RawSpan>();
      for (int i = 0; i < SPANS; i++) {
        spans.add(span(keys));
      }
      var read = new Conventions().apply(new RawBatch("default", spans, List.of(), 0, 0));
      assertThat(read.spans()).hasSize(SPANS);
      for (var span : read.spans()) {
        var usage = span.usage();
        assertThat(usage.input() == null || usage.input() >= 0).isTrue();
        assertThat(usage.output() == null || usage.output() >= 0).isTrue();
      }
    }
  }

  private static List<String> keys() {
    var keys = new ArrayList<String>();
    for (var dialect : RuleBook.DIALECTS) {
      for (var row : dialect.rows()) {
        keys.addAll(row.keys());
      }
      for (var row : dialect.plain()) {
        keys.addAll(row.keys());
      }
      for (var row : dialect.indexed()) {
        for (var prefix : row.keys()) {
          for (var rest :
              List.of(
                  "0.message.role",
                  "0.message.content",
                  "1.message.contents.0.message_content.image.image.url",
                  "1.message.tool_calls.7.tool_call.function.arguments",
                  "99999999999999999999.role",
                  "10001.role",
                  "3",
                  "4.",
                  "5..",
                  "6.tool.json_schema",
                  "7.parameters",
                  "8.a.b.c.d.e.f",
                  "0.tool_calls.x.name",
                  "0.finish_reason")) {
            keys.add(prefix + rest);
          }
        }
      }
    }
    keys.addAll(List.of("", ".", "ä", "gen_ai.", "llm.input_messages.", "\u0000"));
    return keys;
  }

  private RawSpan span(List<String> keys) {
    var builder = RawSpanBuilder.span().name(pick(TEXTS)).scope(pick(SCOPES));
    var seen = new HashSet<String>();
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      var key = pick(keys);
      if (seen.add(key)) {
        builder.with(key, value(0));
      }
    }
    if (random.nextBoolean()) {
      builder.failed(pick(TEXTS));
    }
    var raw = builder.raw();
    var events = new ArrayList<SpanEvent>();
    for (int i = random.nextInt(4); i > 0; i--) {
      events.add(new SpanEvent(random.nextLong(), pick(EVENTS), attributes(0), 0));
    }
    return new RawSpan(
        raw.ids(),
        raw.resource(),
        raw.scope(),
        raw.name(),
        raw.kind(),
        random.nextLong(),
        random.nextLong(),
        raw.attributes(),
        events,
        raw.links(),
        raw.status(),
        raw.dropped(),
        0,
        0);
  }

  private Attributes attributes(int depth) {
    var attributes = new ArrayList<Attribute>();
    for (var key :
        List.of("role", "content", "message", "exception.type", "gen_ai.prompt", "tool_calls")) {
      if (random.nextBoolean()) {
        attributes.add(new Attribute(key, value(depth + 1)));
      }
    }
    return new Attributes(attributes);
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth > 4 ? 6 : 8)) {
      case 0 -> Value.of(random.nextLong());
      case 1 -> Value.of(random.nextInt(50) - 5);
      case 2 -> Value.of(random.nextBoolean() ? Double.NaN : random.nextGaussian() * 1e30);
      case 3 -> Value.of(random.nextBoolean());
      case 4 -> new Value.Bytes(ByteBuffer.wrap(new byte[] {1, 2}).asReadOnlyBuffer());
      case 5 -> random.nextInt(10) == 0 ? Value.EMPTY : Value.of(pick(TEXTS));
      case 6 -> new Value.Items(List.of(value(depth + 1), value(depth + 1)));
      default -> new Value.Fields(attributes(depth));
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}

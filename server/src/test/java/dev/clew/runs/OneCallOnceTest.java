// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Operation;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However many spans saw a call, it is charged once, with its tokens: random runs of what real
/// telemetry does to a call, the same ones every time.
class OneCallOnceTest {

  private static final int RUNS = 2_000;

  private Random dice = new Random(0);
  private final List<RunSpan> spans = new ArrayList<>();
  private long lastId;

  /// Where and by whom a span was recorded.
  private record Observer(String service, String layer, String dialect, String scope) {}

  private static final Observer SDK = new Observer("app", "app", "otel_genai", "sdk");
  private static final Observer WRAPPER = new Observer("app", "app", "openinference", "wrapper");
  private static final Observer SECOND = new Observer("app", "app", "openllmetry", "second");
  private static final Observer GATEWAY =
      new Observer("gateway", "ai_gateway", "otel_genai", "gateway");
  private static final Observer ENGINE = new Observer("vllm", "model_server", "engine", "vllm");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void everyCallIsChargedOnceWithItsTokens(long seed) {
    dice = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      spans.clear();
      lastId = 0;
      int calls = 1 + dice.nextInt(5);
      long parent = dice.nextBoolean() ? agent(calls) : 0;
      long input = 0;
      long output = 0;
      for (int i = 0; i < calls; i++) {
        call(parent, i);
        input += inputOf(i);
        output += outputOf(i);
      }
      check(calls, input, output, "seed " + seed + ", run " + run);
    }
  }

  private void check(int calls, long input, long output, String which) {
    Collections.shuffle(spans, dice);
    var run = new Run("default", new TraceId(1, 1), spans, spans.size());
    var charged =
        Calls.of(run, new Run.Tree(run)).stream()
            .filter(call -> call.billable() && !call.span().hasFailed())
            .map(Call::span)
            .toList();
    assertThat(charged).as("%s: %s", which, run.spans()).hasSize(calls);
    assertThat(charged.stream().mapToLong(s -> tokens(s.usage().input())).sum())
        .as("%s: %s", which, run.spans())
        .isEqualTo(input);
    assertThat(charged.stream().mapToLong(s -> tokens(s.usage().output())).sum())
        .as("%s: %s", which, run.spans())
        .isEqualTo(output);
  }

  private static long tokens(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static long inputOf(int call) {
    return 100L + call;
  }

  private static long outputOf(int call) {
    return 10L + call;
  }

  private static long startOf(int call) {
    return 1_000L * (call + 1);
  }

  /// An agent whose span repeats the sum of its calls.
  private long agent(int calls) {
    long input = 0;
    long output = 0;
    for (int i = 0; i < calls; i++) {
      input += inputOf(i);
      output += outputOf(i);
    }
    var total = new Usage(input, output, null, null, null, UsageBasis.AGGREGATE, null);
    return add(0, WRAPPER, Operation.AGENT_INVOKE, 900, 1_000L * calls, "", total, false);
  }

  /// One call, seen by any of: a framework, the SDK, a gateway, one or two engines, and a second
  /// instrumentation beside them; after attempts that failed. At least one of them knows its
  /// tokens.
  private void call(long parent, int i) {
    var responseId = dice.nextBoolean() ? "resp-" + i : "";
    boolean appKnows = dice.nextInt(4) > 0;
    if (dice.nextInt(3) == 0) {
      failed(parent, i, SDK);
    }
    long above = parent;
    if (dice.nextBoolean()) {
      above = seen(above, i, WRAPPER, "", appKnows && dice.nextBoolean());
      if (dice.nextInt(3) == 0) {
        failed(above, i, SDK);
      }
    }
    long sdk = seen(above, i, SDK, responseId, appKnows);
    boolean hasGateway = dice.nextBoolean();
    if (hasGateway) {
      if (dice.nextInt(3) == 0) {
        failed(sdk, i, GATEWAY);
      }
      sdk = seen(sdk, i, GATEWAY, responseId, !appKnows || dice.nextBoolean());
    }
    if (dice.nextBoolean() || !(appKnows || hasGateway)) {
      seen(sdk, i, ENGINE, "", true);
      if (appKnows && !hasGateway && dice.nextBoolean()) {
        seen(sdk, i, ENGINE, "", true);
      }
    }
    if (appKnows && dice.nextInt(3) == 0) {
      seen(parent, i, SECOND, dice.nextBoolean() ? responseId : "", true);
    }
  }

  private long seen(long parent, int i, Observer by, String responseId, boolean knows) {
    var usage =
        knows
            ? new Usage(inputOf(i), outputOf(i), null, null, null, UsageBasis.REPORTED, null)
            : Usage.UNKNOWN;
    return add(parent, by, Operation.CHAT, startOf(i), 500, responseId, usage, false);
  }

  private void failed(long parent, int i, Observer by) {
    add(parent, by, Operation.CHAT, startOf(i), 50, "", Usage.UNKNOWN, true);
  }

  private long add(
      long parent,
      Observer by,
      Operation op,
      long startMs,
      long durationMs,
      String responseId,
      Usage usage,
      boolean failed) {
    long id = ++lastId;
    spans.add(
        new RunSpan(
            new SpanId(id),
            new SpanId(parent),
            new RunSpan.Emitter(by.service(), "", by.layer(), by.dialect(), by.scope()),
            "span " + id,
            new RunSpan.Side(false, false, ""),
            0,
            startMs * 1_000_000,
            durationMs * 1_000_000,
            failed ? RunSpan.STATUS_ERROR : 0,
            "",
            op,
            new RunSpan.Model(
                "openai",
                "m",
                failed ? "" : "m",
                responseId,
                -1,
                -1,
                -1,
                !failed,
                RunSpan.Bill.NONE),
            usage,
            new RunSpan.Whose("", "", "", "", "", ""),
            RunSpan.Tool.NONE,
            "",
            "",
            !failed,
            List.of()));
    return id;
  }
}

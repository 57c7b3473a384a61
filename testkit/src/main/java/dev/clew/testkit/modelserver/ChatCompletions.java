// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.testkit.modelserver.Completion.Call;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// `POST /v1/chat/completions`.
final class ChatCompletions {

  private static final int CACHED_BLOCKS = 20_000;

  private final ServerOptions options;
  private final Clock clock;
  private final Dice dice;
  private final ToolPlan plan;
  private final AnswerText answers;
  private final PrefixCache cache = new PrefixCache(CACHED_BLOCKS);
  private final Map<String, Engine> engines = new TreeMap<>();
  private final AtomicLong attempts = new AtomicLong();

  /// Not from the seed: whoever sees an answer's id twice takes the two for one call.
  private final String runId;

  ChatCompletions(ServerOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.runId = Long.toHexString(clock.millis());
    this.dice = new Dice(options.seed());
    this.plan = new ToolPlan(dice);
    this.answers = new AnswerText(dice);
    ModelSpeed.MODELS.keySet().forEach(model -> engines.put(model, new Engine(options.slots())));
  }

  void answer(JsonNode body, Exchange exchange) throws IOException {
    var request = ChatRequest.read(body);
    long attempt = attempts.incrementAndGet();
    var speed = ModelSpeed.of(request.model());
    var engine = engines.get(request.model());
    if (speed == null || engine == null) {
      exchange.error(404, "model_not_found", "no such model: " + request.model());
      return;
    }
    var fault = options.faults() ? Fault.ofPrompt(dice, request.prompt()) : Fault.NONE;
    if (options.faults() && Fault.ofAttempt(dice, attempt) == Fault.RATE_LIMITED) {
      exchange.header("Retry-After", "1");
      exchange.error(429, "rate_limit_exceeded", "simulated: too many requests, try again in 1 s");
      return;
    }
    if (fault == Fault.BROKEN) {
      exchange.error(500, "server_error", "simulated: the model worker was lost");
      return;
    }
    var completion = complete(request, attempt);
    int uncached = completion.promptTokens() - completion.cachedTokens();
    double jitter = dice.jitter("pace", request.prompt(), 0.2);
    try (var turn = engine.enter(completion)) {
      exchange.header("Server-Timing", "queue;dur=%.3f".formatted(turn.queueMillis()));
      sleep(speed.firstTokenMillis(uncached, fault) * jitter);
      turn.firstToken();
      Runnable tokenPause = () -> sleep(speed.decodeMillis() * jitter);
      if (request.stream()) {
        new CompletionStream(exchange.events(), completion, clock.millis() / 1000, tokenPause)
            .write(request.includeUsage());
      } else {
        sleep(speed.decodeMillis() * jitter * completion.outputTokens());
        exchange.json(200, completion.whole(clock.millis() / 1000));
      }
    }
  }

  /// What the engines publish.
  String metrics() {
    return EngineMetrics.of(engines);
  }

  private Completion complete(ChatRequest request, long attempt) {
    var calls = new ArrayList<Call>();
    for (var tool : plan.next(request)) {
      var arguments = ToolArguments.fill(tool.parameters(), request).toString();
      calls.add(new Call("call_" + attempt + "_" + calls.size(), tool.name(), arguments));
    }
    var text = calls.isEmpty() ? answers.of(request) : "";
    int cached = cache.admit(request.prompt());
    int prompt = TokenCount.of(request.prompt());
    return new Completion(
        "chatcmpl-" + runId + "-" + attempt, request.model(), text, calls, prompt, cached);
  }

  private void sleep(double millis) {
    try {
      Thread.sleep(Duration.ofNanos((long) (millis * options.pace() * 1e6)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while answering", e);
    }
  }
}

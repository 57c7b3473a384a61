// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import dev.clew.model.Operation;
import java.util.Map;

/// The tracing of model servers, vLLM and SGLang (semconv columns "VLLM" and "SGL"): one span for
/// each request as the engine saw it. Whether it is charged is decided where the whole run is seen.
final class Engines {

  static final Dialect DIALECT =
      Dialect.named("engine")
          .scopes("vllm.", "vllm", "sglang", "sglang ", "sglang.", "sglang server")
          .names(Map.of("llm_request", Operation.CHAT))
          .own(
              Field.MARK,
              "gen_ai.latency.e2e",
              "gen_ai.latency.time_in_queue",
              "gen_ai.latency.time_in_scheduler",
              "gen_ai.latency.time_in_model_forward",
              "gen_ai.latency.time_in_model_prefill",
              "gen_ai.latency.time_in_model_decode",
              "gen_ai.latency.time_in_model_inference",
              "bootstrap_room")
          .end();

  private Engines() {}
}

// SPDX-License-Identifier: Apache-2.0
import { newSpanId, newTraceId, sendTraces, type TestSpan, type TestTrace } from "./otlp";

const CALLS = 230;
const EVERY_MS = 4000;
const NETWORK_MS = 15;
const PER_TOKEN_MS = 20;

/** A call and what its engine says of it, with known truth: 60 ms and 50 ms for each 1,000 tokens until the first, 20 ms for each other. */
function call(model: string, parent: string, input: number, output: number, queueMs: number): TestSpan[] {
  const id = newSpanId();
  const prefill = 60 + 0.05 * input;
  const first = NETWORK_MS + queueMs + prefill;
  const ms = first + (output - 1) * PER_TOKEN_MS;
  return [
    {
      id,
      parent,
      name: `chat ${model}`,
      at: 50,
      ms,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "vllm",
        "gen_ai.request.model": model,
        "gen_ai.response.id": id,
        "gen_ai.request.stream": "true",
        "gen_ai.usage.input_tokens": input,
        "gen_ai.usage.output_tokens": output,
        "gen_ai.response.time_to_first_chunk": first / 1000 + 1e-9,
        "server.address": "gpu-e2e",
      },
    },
    {
      parent: id,
      name: "llm_request",
      at: 55,
      ms: ms - 10,
      attributes: {
        "gen_ai.request.id": id,
        "gen_ai.response.model": model,
        "gen_ai.usage.prompt_tokens": input,
        "gen_ai.usage.completion_tokens": output,
        "gen_ai.latency.time_in_queue": queueMs / 1000 + 1e-6,
        "gen_ai.latency.time_in_model_prefill": prefill / 1000 + 1e-9,
        "gen_ai.latency.time_in_model_decode": ((output - 1) * PER_TOKEN_MS) / 1000 + 1e-9,
      },
    },
  ];
}

/** Sends as many calls of a model as a cost model needs. The last one waited three seconds at its model server; gives its span. */
export async function sendCalls(model: string, service: string, queuedTrace: string): Promise<string> {
  const traces: TestTrace[] = [];
  let queuedSpan = "";
  for (let index = 0; index < CALLS; index++) {
    const root = newSpanId();
    const isLast = index === CALLS - 1;
    const spans = call(model, root, 200 + ((index * 37) % 4000), 60 + (index % 7), isLast ? 3000 : 0);
    const ms = Math.max(...spans.map((span) => span.at + span.ms)) + 20;
    traces.push({
      traceId: isLast ? queuedTrace : newTraceId(),
      agoMs: 30_000 + (CALLS - index) * EVERY_MS,
      spans: [{ id: root, name: "POST /ask", at: 0, ms }, ...spans],
    });
    if (isLast) queuedSpan = spans[0]?.id ?? "";
  }
  await sendTraces(service, traces);
  return queuedSpan;
}

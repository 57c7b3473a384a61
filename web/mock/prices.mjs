// SPDX-License-Identifier: Apache-2.0
/** US dollars for a million tokens, and the size of the context window. */
const MODELS = {
  "qwen-max": { input: 1.6, cached: 0.16, output: 6.4, window: 131_072 },
  "gpt-5-mini": { input: 0.25, cached: 0.025, output: 2, window: 400_000 },
  "claude-sonnet-4-5": { input: 3, cached: 0.3, output: 15, window: 200_000 },
};

export const windowOf = (model) => MODELS[model]?.window ?? null;

export function inputCost(model, uncached, cached) {
  const price = MODELS[model];
  return price ? (uncached * price.input + cached * price.cached) / 1e6 : null;
}

export function outputCost(model, tokens) {
  const price = MODELS[model];
  return price ? (tokens * price.output) / 1e6 : null;
}

/** The parts of a call's cost. */
export function costParts(model, { input_tokens: input, output_tokens: output, cache_read_tokens: cached }) {
  if (!MODELS[model]) return { cost_usd: null };
  const parts = {
    cost_input_usd: inputCost(model, input - cached, 0),
    cost_cache_read_usd: inputCost(model, 0, cached),
    cost_output_usd: outputCost(model, output),
  };
  return { ...parts, cost_usd: Object.values(parts).reduce((sum, part) => sum + part, 0), context_window: MODELS[model].window };
}

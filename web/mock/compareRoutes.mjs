// SPDX-License-Identifier: Apache-2.0

/** Comparisons and model servers as a store without metrics answers them: nothing differs, and no server is known. */
export function compareRoutes(store) {
  let settings = { mappings: {}, gpu_hour_usd: null, gpu_prices: {}, classes: [{ name: "chat", ttft_ms: 1500, tpot_ms: 60 }] };
  return {
    "GET /compare": () => ({ a: store.runs.size, b: 0, sampled_at_most: 2000, differences: [] }),
    "GET /compare/traces": () => ({ rows: [] }),
    "GET /serving": () => ({ step_ms: 60_000, servers: [], gpus: [], unplaced: [] }),
    "GET /serving/settings": () => settings,
    "PUT /serving/settings": (_search, _path, body) => (settings = { ...settings, ...body }),
  };
}

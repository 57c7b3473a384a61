// SPDX-License-Identifier: Apache-2.0
import type { LayerHealth } from "@/api/dashboards";
import { keepRange } from "@/base/location";

/** The ready dashboard of each layer; tools have a page of their own. */
const DASHBOARDS: Record<string, string> = {
  client: "experience",
  api_gateway: "api-gateway",
  app: "application",
  ai_gateway: "ai-gateway",
  model_server: "model-serving",
  data: "infrastructure",
  infra: "infrastructure",
};

export function layerHref(layer: string): string {
  const dashboard = DASHBOARDS[layer];
  return keepRange(dashboard ? `/dashboards/${dashboard}` : "/tools");
}

export const STATE_WORDS: Record<LayerHealth["state"], string> = {
  silent: "not seen",
  ok: "well",
  watch: "watch",
  bad: "bad",
};

const UNITS: readonly (readonly [seconds: number, word: string])[] = [
  [1, "s"],
  [60, "min"],
  [3600, "h"],
  [86_400, "day"],
];

/** Calls in the shortest unit of time in which there is one at least. */
export function rateWords(calls: number, rangeMs: number): string {
  const perSecond = calls / Math.max(1, rangeMs / 1000);
  const [seconds, word] = UNITS.find(([size]) => perSecond * size >= 1) ?? [86_400, "day"];
  const rate = perSecond * seconds;
  return `${rate >= 10 ? Math.round(rate).toLocaleString("en-US") : Number(rate.toFixed(1))}/${word}`;
}

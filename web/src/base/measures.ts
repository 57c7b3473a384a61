// SPDX-License-Identifier: Apache-2.0
import { formatBytes, formatCount, formatDuration, formatPercent, NONE } from "./format";

/** What tells most about waiting and speed, in that order; a server measures more than belongs beside a call. */
const SHOWN: Record<string, string> = {
  waiting: "Waiting",
  running: "Running",
  kv_usage: "KV cache used",
  cache_hit_rate: "Prefix cache hits",
  preemptions: "Pre-emptions",
  queue_time: "Queue, mean",
  gpu_utilization: "GPU busy",
  gpu_memory_bandwidth: "Memory bandwidth",
  gpu_memory_used: "Memory used",
};

/** Everything that servers and GPUs are asked for. */
const TITLES: Record<string, string> = {
  ...SHOWN,
  cache_queries: "Prefix cache asked",
  cache_hits: "Prefix cache gave",
  prompt_tokens: "Tokens read",
  output_tokens: "Tokens written",
  prefill_time: "Prefill, mean",
  decode_time: "Decode, mean",
  ttft: "First token, mean",
  token_time: "Per token, mean",
  e2e_time: "Whole request, mean",
  gpu_tensor_active: "Tensor cores active",
  gpu_memory_free: "Memory free",
  gpu_power: "Power",
  gpu_temperature: "Temperature",
};

export const measureTitle = (measure: string) => TITLES[measure] ?? measure.replaceAll("_", " ");

/** The measures worth a line, with their titles. */
export function shownMeasures<One extends { measure: string }>(measures: readonly One[]): { title: string; measure: One }[] {
  const byName = new Map(measures.map((measure) => [measure.measure, measure]));
  return Object.entries(SHOWN).flatMap(([name, title]) => {
    const measure = byName.get(name);
    return measure ? [{ title, measure }] : [];
  });
}

/** A value in the words of its UCUM unit. */
export function measureValue(value: number | null, unit: string): string {
  if (value === null) return NONE;
  const perSecond = unit.endsWith("/s");
  switch (perSecond ? unit.slice(0, -2) : unit) {
    case "1":
      return formatPercent(value, 1);
    case "s":
      return formatDuration(1000 * value);
    case "By":
      return formatBytes(value);
    case "W":
      return `${formatCount(Math.round(value))} W`;
    case "Cel":
      return `${formatCount(Math.round(value))} °C`;
    default:
      return `${formatCount(value)}${perSecond ? " a second" : ""}`;
  }
}

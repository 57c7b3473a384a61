// SPDX-License-Identifier: Apache-2.0
import type { MomentMeasure } from "@/api/serving";
import { formatBytes, formatCount, formatDuration, formatPercent, NONE } from "@/base/format";

/** What tells most about waiting and speed, in that order; a server measures more than belongs beside a call. */
const TITLES: Record<string, string> = {
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

/** The measures worth a line, with their titles. */
export function shownMeasures(measures: readonly MomentMeasure[]): { title: string; measure: MomentMeasure }[] {
  const byName = new Map(measures.map((measure) => [measure.measure, measure]));
  return Object.entries(TITLES).flatMap(([name, title]) => {
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
    default:
      return `${formatCount(value)}${perSecond ? " a second" : ""}`;
  }
}

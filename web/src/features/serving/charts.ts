// SPDX-License-Identifier: Apache-2.0
import type { Points, ServerMeasure } from "@/api/serving";
import { measureTitle } from "@/base/measures";

interface Line {
  label: string;
  unit: string;
  points: Points;
}

interface ChartOfLines {
  title: string;
  lines: Line[];
}

/** What belongs together, in the order in which a request meets it. */
const GROUPS: readonly { title: string; measures: readonly string[] }[] = [
  { title: "Requests", measures: ["waiting", "running"] },
  { title: "KV cache used", measures: ["kv_usage"] },
  { title: "Prefix cache hits", measures: ["cache_hit_rate"] },
  { title: "Where a request's time goes, mean", measures: ["queue_time", "prefill_time", "decode_time"] },
  { title: "First token, mean", measures: ["ttft"] },
  { title: "Per token, mean", measures: ["token_time"] },
  { title: "Tokens a second", measures: ["output_tokens", "prompt_tokens"] },
  { title: "Pre-emptions", measures: ["preemptions"] },
  { title: "GPU", measures: ["gpu_utilization", "gpu_tensor_active", "gpu_memory_bandwidth"] },
  { title: "GPU memory", measures: ["gpu_memory_used", "gpu_memory_free"] },
  { title: "Power", measures: ["gpu_power"] },
  { title: "Temperature", measures: ["gpu_temperature"] },
];

/** The charts that the measures of a server or GPU make. */
export function grouped(measures: readonly ServerMeasure[]): ChartOfLines[] {
  const byName = new Map([...measures, ...hitRate(measures)].map((one) => [one.measure, one]));
  return GROUPS.flatMap(({ title, measures: names }) => {
    const lines = names.flatMap((name) => {
      const found = byName.get(name);
      return found ? [{ label: measureTitle(name).replace(", mean", ""), unit: found.unit, points: found.points }] : [];
    });
    return lines.length > 0 ? [{ title, lines }] : [];
  });
}

/** Engines that count tokens asked of the cache and given by it do not tell the share themselves. */
function hitRate(measures: readonly ServerMeasure[]): ServerMeasure[] {
  const of = (name: string) => measures.find(({ measure }) => measure === name);
  const asked = of("cache_queries");
  const given = new Map(of("cache_hits")?.points ?? []);
  if (!asked || of("cache_hit_rate")) return [];
  const points = asked.points.flatMap(([at, tokens]) => {
    const hits = given.get(at);
    return tokens > 0 && hits !== undefined ? [[at, hits / tokens] as const] : [];
  });
  return points.length > 0 ? [{ measure: "cache_hit_rate", unit: "1", points }] : [];
}

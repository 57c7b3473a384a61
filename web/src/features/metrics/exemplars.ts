// SPDX-License-Identifier: Apache-2.0
import type { Exemplar } from "@/api/metrics";
import { keepRange } from "@/base/location";
import { toMillis } from "@/base/time";
import type { Mark } from "@/charts/TimeSeries";

/** Aggregations whose values are measured like single observations, so that these can stand among them. */
const COMPARABLE = new Set(["avg", "min", "max", "p50", "p90", "p95", "p99"]);

/** Exemplars as marks of a chart; beside a rate or a count they stand at its foot. */
export function marksOf(
  exemplars: readonly Exemplar[],
  isHistogram: boolean,
  agg: string,
  format: (value: number) => string,
): Mark[] {
  const comparable = isHistogram && COMPARABLE.has(agg);
  return exemplars.map(({ time, value, trace_id, span_id }) => ({
    timeMs: toMillis(time),
    value: comparable ? value : null,
    title: `Exemplar ${format(value)}: open its trace`,
    href: keepRange(`/traces/${trace_id}`, span_id ? { span: span_id } : {}),
  }));
}

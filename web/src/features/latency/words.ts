// SPDX-License-Identifier: Apache-2.0
import type { Cause, Causes } from "@/api/latency";
import { term } from "@/base/filter";
import { formatDuration, formatPercent, plural } from "@/base/format";
import { verdictOf } from "@/base/verdicts";

/** What the calls of a cause did, after "167 calls of qwen-plus". */
const DID: Record<string, string> = {
  network: "lost their time between the application and the model server",
  queue: "waited at the model server",
  more_input: "had more input to read than usual",
  cold_cache: "read input again that the cache had lost",
  slow_prefill: "had their input read slower than usual",
  longer_output: "wrote more output than usual",
  slow_decode: "got each token slower than usual",
  buffered: "had their answer held back on its way",
  retry: "came after attempts that failed",
  client_stall: "had their answer read slowly by the caller",
  mixed: "lost time for more than one reason",
};

/** "129 calls of llama-8b at gpu-1:8000 from shop wrote more output than usual" */
export function causeWords({ verdict, calls, model, endpoint, service }: Cause): string {
  const whose = [model && `of ${model}`, endpoint && `at ${endpoint}`, service && `from ${service}`].filter(Boolean).join(" ");
  const did = DID[verdict] ?? `lost time: ${verdictOf(verdict).title.toLowerCase()}`;
  return [plural(calls, "call"), whose, did].filter(Boolean).join(" ");
}

/** The traces with calls of the model, endpoint and service of a cause, as a filter. */
export function causeScope({ model, endpoint, service }: Pick<Cause, "model" | "endpoint" | "service">): string {
  const terms = Object.entries({ model, endpoint, service }).flatMap(([field, value]) => (value ? [term(field, value)] : []));
  return terms.length > 0 ? terms.join(" ") : "llm_calls>0";
}

/** The traces with calls of a cause. */
export const causeFilter = (cause: Cause) => `${term("verdict", cause.verdict)} ${causeScope(cause)}`;

/** How a cause is known. */
export function seenWords({ seen, calls }: Pick<Cause, "seen" | "calls">): string {
  if (seen === 0) return "estimated";
  return seen === calls ? "measured" : `${formatPercent(seen, calls)} measured`;
}

/** Time lost by verdict over all models and services, the largest first. */
function byVerdict(causes: readonly Cause[]): [verdict: string, lostMs: number][] {
  const sums = new Map<string, number>();
  for (const { verdict, lost_ms: lost } of causes) sums.set(verdict, (sums.get(verdict) ?? 0) + lost);
  return [...sums].sort((a, b) => b[1] - a[1]);
}

function because(verdict: string): string {
  if (verdict === "mixed") return "for more than one reason";
  return DID[verdict] ? `because they ${DID[verdict]}` : verdictOf(verdict).title.toLowerCase();
}

/** "p95 was 6.01 s: 10 min 6 s lost by 377 of 880 calls, 66 % of it because they wrote more output than usual" */
export function answer({ totals, causes }: Causes): string {
  if (totals.calls === 0) return "No model was called in this time range";
  const p95 = `p95 was ${formatDuration(totals.p95_ms)}`;
  if (totals.judged === 0) return `${p95}; what is usual is not known yet`;
  const [first] = byVerdict(causes);
  if (totals.slow === 0 || !first) return `${p95}, as usual: no call took much longer than calls like it do`;
  const [verdict, lost] = first;
  return `${p95}: ${formatDuration(totals.lost_ms)} lost by ${totals.slow} of ${plural(totals.calls, "call")}, ${formatPercent(lost, totals.lost_ms)} of it ${because(verdict)}`;
}

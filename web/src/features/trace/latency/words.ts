// SPDX-License-Identifier: Apache-2.0
import type { CallLatency, CallTerms, RunLatency, TraceLatency } from "@/api/latency";
import { formatChange, formatDuration, plural } from "@/base/format";

/** What a call took beyond the typical one, in milliseconds; null while nobody knows what is typical. */
export function lostMs({ measured, expected }: CallLatency): number | null {
  return measured.e2e_ms === null || expected.e2e_ms === null ? null : measured.e2e_ms - expected.e2e_ms;
}

export const isSlow = ({ verdict }: CallLatency) => verdict !== "normal" && verdict !== "unknown";

/** The slow calls first, those that lost most before the others; equal ones in order of time. */
export function slowestFirst(calls: readonly CallLatency[]): CallLatency[] {
  const rank = (call: CallLatency) => (isSlow(call) ? 1e12 : 0) + (lostMs(call) ?? -1e11);
  return [...calls].sort((a, b) => rank(b) - rank(a));
}

/** The call that explains most of why the run was slow. */
export function worstCall(calls: readonly CallLatency[]): CallLatency | null {
  const [worst] = slowestFirst(calls);
  return worst && isSlow(worst) ? worst : null;
}

/** "+12 %", and from three times on "×14". */
export function change(now: number, usual: number): string | null {
  const ratio = usual > 0 ? now / usual : 0;
  return ratio >= 3 ? `×${ratio.toFixed(ratio < 10 ? 1 : 0)}` : formatChange(now, usual);
}

/** The sum of one term over the calls it made slow, never more than what the models took together. */
function lostTo(verdict: string, field: keyof CallTerms, run: RunLatency, calls: readonly CallLatency[]): string {
  const sum = calls
    .filter((call) => call.verdict === verdict)
    .reduce((total, call) => total + Math.max(0, call.terms?.[field] ?? 0), 0);
  return formatDuration(Math.min(sum, run.by_kind.model_ms));
}

/** "14.2 s, of which 11.8 s waiting for the model server" */
export function answer({ trace: run, calls }: TraceLatency): string {
  if (!run) return "";
  const { model_ms: model, tool_ms: tools, other_ms: other } = run.by_kind;
  const total = formatDuration(run.e2e_ms);
  const part = (field: keyof CallTerms) => lostTo(run.verdict, field, run, calls);
  switch (run.verdict) {
    case "normal":
      return `${total}, as usual: ${formatDuration(model)} in ${plural(calls.length, "model call")}`;
    case "network":
      return `${total}, of which ${part("network_ms")} between the application and the model server beyond what is usual`;
    case "queue":
      return `${total}, of which ${part("queue_ms")} waiting for the model server`;
    case "more_input":
      return `${total}, of which ${part("more_input_ms")} reading more input than usual`;
    case "cold_cache":
      return `${total}, of which ${part("more_input_ms")} reading input again that the cache had lost`;
    case "slow_prefill":
      return `${total}, of which ${part("slow_prefill_ms")} because the input was read slower than usual`;
    case "longer_output":
      return `${total}, of which ${part("longer_output_ms")} writing more output than usual`;
    case "slow_decode":
      return `${total}, of which ${part("slow_decode_ms")} because each token took longer than usual`;
    case "buffered":
      return `${total}, with an answer that was held back on its way`;
    case "retry":
      return `${total}, with attempts that failed before the one that was answered`;
    case "client_stall":
      return `${total}, with an answer that its caller read slowly`;
    case "tool":
      return `${total}, of which ${formatDuration(tools)} in tools and only ${formatDuration(model)} in models`;
    case "agent":
      return `${total}, of which ${formatDuration(other)} in the application itself and only ${formatDuration(model)} in models`;
    case "mixed":
      return `${total}, slow for more than one reason: ${formatDuration(model)} in ${plural(calls.length, "model call")}`;
    default:
      return `${total}, of which ${formatDuration(model)} in ${plural(calls.length, "model call")}; what is usual is not known yet`;
  }
}

/** What is not known of the calls, and how to change that. */
export function missing(calls: readonly CallLatency[]): string[] {
  const count = (test: (call: CallLatency) => boolean) => calls.filter(test).length;
  const of = (some: number) =>
    some === calls.length ? (some === 1 ? "The call does" : "No call does") : `${some} of ${calls.length} calls do`;
  const silent = count(({ tokens }) => tokens.uncached === null || tokens.output === null);
  const late = count(({ measured }) => measured.ttft_ms === null);
  const waiting = count(({ terms, tokens }) => terms === null && tokens.uncached !== null && tokens.output !== null);
  const notes = [];
  if (waiting > 0)
    notes.push(
      `${plural(waiting, "call")} cannot be judged yet: what is usual is known from 100 finished calls of one model, endpoint and kind within seven days on.`,
    );
  if (late > 0)
    notes.push(
      `${of(late)} not say when the first token came, so waiting and reading cannot be told apart: stream the answer (stream: true) with an instrumentation that records it.`,
    );
  if (silent > 0)
    notes.push(
      `${of(silent)} not say how many tokens it had, so nothing can be expected of it: for streams ask for usage (stream_options.include_usage).`,
    );
  return notes;
}

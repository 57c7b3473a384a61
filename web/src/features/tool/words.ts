// SPDX-License-Identifier: Apache-2.0
import type { ToolFigures } from "@/api/tools";
import { formatCost, formatCount, formatPercent, plural } from "@/base/format";

/** What a tool's tokens are, under the category whose colour each part has. */
export function partsOf(tool: ToolFigures): { category: string; title: string; about: string; tokens: number }[] {
  return [
    { category: "tooldef", title: "Definition", about: "sent with every call", tokens: tool.definition_total_tokens ?? 0 },
    { category: "out_toolargs", title: "Arguments", about: "written and sent again", tokens: tool.args_tokens ?? 0 },
    { category: "result_first", title: "Results", about: "first sent", tokens: tool.result_tokens ?? 0 },
    { category: "result_resend", title: "Results", about: "sent again", tokens: tool.resend_tokens ?? 0 },
  ];
}

/** The page in a sentence. */
export function answer(tool: ToolFigures): string {
  const offered = tool.offered_runs ?? 0;
  const cost = tool.cost_usd == null ? "" : ` and cost ${formatCost(tool.cost_usd)}`;
  const calls = tool.calls + (tool.inferred_calls ?? 0);
  if (offered > 0 && tool.used_runs === 0 && calls === 0) {
    return `Offered in ${plural(offered, "run")} and never used: its definition took ${formatCount(tool.definition_total_tokens)} tokens${cost}`;
  }
  const start = `Called ${calls === 1 ? "once" : `${formatCount(calls)} times`} in ${plural(tool.used_runs ?? tool.traces, "run")}`;
  const total = tool.total_tokens ?? 0;
  if (total === 0) return start;
  const [most] = partsOf(tool).sort((a, b) => b.tokens - a.tokens);
  const share = most
    ? `; ${formatPercent(most.tokens, total)} of ${formatCount(total)} tokens were ${PART_WORDS[most.category]}`
    : "";
  return `${start}${share}`;
}

const PART_WORDS: Record<string, string> = {
  tooldef: "its definition",
  out_toolargs: "its arguments",
  result_first: "results sent for the first time",
  result_resend: "results sent again",
};

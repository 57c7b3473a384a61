// SPDX-License-Identifier: Apache-2.0
import type { Issue, IssueStatus } from "@/api/findings";
import { formatCost, formatCount, plural } from "@/base/format";
import type { IssueSort } from "./url";

/** "unused_definitions" as words. */
export function ruleTitle(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const STATUS_WORDS: Record<IssueStatus, string> = {
  open: "Open",
  acknowledged: "Acknowledged",
  fixed: "Fixed",
  ignored: "Ignored",
};

/** What happened where: agent, tool, or at least the service. */
export function whereOf({ agent, server, tool, service }: Issue): string {
  const parts = [agent, tool && server ? `${server} / ${tool}` : tool].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : (service ?? "");
}

/** The list in a sentence. Findings overlap, so their figures are never added up. */
export function answer(issues: readonly Issue[], sort: IssueSort): string {
  const [first] = issues;
  if (!first) return "";
  const critical = issues.filter(({ severity }) => severity === "critical").length;
  const start = `${plural(issues.length, "finding")}${critical > 0 ? `, ${formatCount(critical)} critical` : ""}`;
  const figure = figureOf(first, sort);
  return figure === null ? start : `${start}; ${figure}`;
}

function figureOf({ cost_usd: cost, tokens, runs }: Issue, sort: IssueSort): string | null {
  switch (sort) {
    case "cost":
      return cost == null ? null : `the dearest took ${formatCost(cost)}`;
    case "tokens":
      return tokens == null ? null : `the largest took ${formatCount(tokens)} tokens`;
    case "runs":
      return `the most frequent is in ${plural(runs, "run")}`;
    case "last":
      return null;
  }
}

/** What can be done with an issue in a state. */
export function changesFrom(status: IssueStatus): readonly { status: IssueStatus; title: string }[] {
  const all = [
    { status: "acknowledged", title: "Acknowledge" },
    { status: "fixed", title: "Mark as fixed" },
    { status: "ignored", title: "Ignore" },
    { status: "open", title: "Open again" },
  ] as const;
  if (status === "open") return all.filter((one) => one.status !== "open");
  if (status === "acknowledged") return all.filter((one) => one.status !== "acknowledged");
  return all.filter((one) => one.status === "open");
}

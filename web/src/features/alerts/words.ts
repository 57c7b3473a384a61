// SPDX-License-Identifier: Apache-2.0
import type { AlertRule, Condition, NewRule, Source } from "@/api/alerts";
import { formatCost, formatCount, formatDuration, NONE, plural } from "@/base/format";

export const SOURCES: readonly { id: Source; title: string }[] = [
  { id: "calls", title: "model calls" },
  { id: "traces", title: "traces" },
  { id: "verdicts", title: "verdicts of slow calls" },
  { id: "findings", title: "findings" },
  { id: "budgets", title: "budgets" },
  { id: "metric", title: "a metric" },
];

/** What a rule must have enough of before it judges shares and quantiles. */
export const countedOf = (source: Source) => (source === "traces" || source === "findings" ? source : "calls");

const QUANTILES = ["p50", "p95", "p99"];
const of = (name: string) => QUANTILES.map((quantile) => `${name}_${quantile}`);
const OF_TRACES = [
  "error_rate",
  "errors",
  "count",
  ...of("duration"),
  ...of("ttft"),
  "slow_rate",
  "slow_ttft_rate",
  "tokens",
  "cost",
];

export const MEASURES: Record<Source, readonly string[]> = {
  calls: [...OF_TRACES, ...of("tpot")],
  traces: OF_TRACES,
  verdicts: ["verdict_share", "count"],
  findings: ["count"],
  budgets: ["budget_use"],
  metric: ["avg", "min", "max", "sum", "last", "rate", "p95"],
};

export const GROUPS: Record<Source, readonly string[]> = {
  calls: ["none", "model", "provider", "service", "agent", "user", "environment"],
  traces: ["none", "model", "service", "agent", "user", "environment"],
  verdicts: ["none", "model", "provider", "service", "agent"],
  findings: ["none", "service", "agent"],
  budgets: ["none"],
  metric: ["none"],
};

const SHARES = ["error_rate", "slow_rate", "slow_ttft_rate", "verdict_share", "budget_use"];
const OBJECTIVES = SHARES.filter((measure) => measure !== "budget_use");

const CONDITIONS: readonly { id: Condition["kind"]; title: string }[] = [
  { id: "threshold", title: "above or below a value" },
  { id: "change", title: "changed against last week" },
  { id: "band", title: "outside of what is usual" },
  { id: "slo", title: "error budget burns too fast" },
  { id: "missing", title: "nothing comes" },
];

/** The conditions that a source and measure can have. */
export function conditionsOf({ source, measure }: Pick<NewRule, "source" | "measure">) {
  return CONDITIONS.filter(({ id }) => {
    if (source === "budgets") return id === "threshold";
    if (source === "metric") return id === "threshold" || id === "missing";
    return id !== "slo" || OBJECTIVES.includes(measure);
  });
}

/** What "of" means for a measure; null when it needs nothing. */
export function ofTitle({ source, measure }: Pick<NewRule, "source" | "measure">): string | null {
  if (measure.startsWith("slow_")) return "Slower than, in ms";
  if (measure === "verdict_share") return "Verdict";
  if (source === "metric") return "Name of the metric";
  if (source === "findings") return "Rule";
  return source === "budgets" ? "Budget" : null;
}

export function measureTitle(measure: string): string {
  return measure.replace("ttft", "first token").replace("tpot", "time per token").replaceAll("_", " ");
}

export const isShare = (measure: string) => SHARES.includes(measure);

/** A figure of a rule, as its condition compares it. */
export function figure({ measure, condition }: Pick<NewRule, "measure" | "condition">, value: number | null): string {
  if (value === null) return NONE;
  if (condition.kind === "change") return `${Math.round(value * 10) / 10} %`;
  if (condition.kind === "slo") return `${Math.round(value * 100) / 100}×`;
  if (condition.kind === "missing") return formatCount(value);
  if (isShare(measure)) return `${Math.round(value * 1000) / 10} %`;
  if (measure === "cost") return formatCost(value);
  return /^(duration|ttft|tpot)/.test(measure) ? formatDuration(value) : formatCount(value);
}

/** What a rule says, in one line. */
export function terms(rule: NewRule): string {
  const source = SOURCES.find(({ id }) => id === rule.source)?.title ?? rule.source;
  const whose = rule.group_by === "none" ? "" : ` by ${rule.group_by}`;
  const lasting = rule.for_minutes > 0 ? ` for ${rule.for_minutes} min` : "";
  const what = `${measureTitle(rule.measure)} of ${rule.source === "metric" ? rule.of : source}${whose}`;
  return `${what} in ${rule.window_minutes} min ${conditionTerms(rule)}${lasting}`;
}

function conditionTerms(rule: NewRule): string {
  const { kind, direction, value, percent, width, objective, days } = rule.condition;
  switch (kind) {
    case "threshold":
      return `${direction} ${figure(rule, value ?? null)}`;
    case "change":
      return `${direction === "either" ? "changed" : direction === "above" ? "up" : "down"} by ${percent} % against last week`;
    case "band":
      return `${direction === "either" ? "outside of" : direction} what is usual (× ${width})`;
    case "slo":
      return `against ${Math.round((objective ?? 0) * 100_000) / 1000} % over ${days} days`;
    case "missing":
      return "missing";
  }
}

/** The answer of the page: how many fire. */
export function answer(alerts: readonly AlertRule[]): string {
  const firing = alerts.filter(({ state }) => state === "firing").length;
  const pending = alerts.filter(({ state }) => state === "pending").length;
  if (firing > 0) return `${firing} of ${plural(alerts.length, "alert")} ${firing === 1 ? "fires" : "fire"}`;
  if (pending > 0) return `None fires, ${pending} ${pending === 1 ? "is" : "are"} pending`;
  return alerts.length === 1 ? "The alert is normal" : `All ${alerts.length} alerts are normal`;
}

export const EMPTY_RULE: NewRule = {
  name: "",
  source: "calls",
  measure: "error_rate",
  of: "",
  filter: "",
  group_by: "none",
  window_minutes: 5,
  condition: { kind: "threshold", direction: "above", value: 0.05 },
  at_least: 10,
  for_minutes: 2,
  keep_minutes: 5,
  severity: "warning",
  channels: [],
  template: "",
  enabled: true,
};

/** Three rules that are useful everywhere. */
export const READY_RULES: readonly { about: string; rule: NewRule }[] = [
  {
    about: "More than 5 % of the calls to a model fail for two minutes.",
    rule: { ...EMPTY_RULE, name: "Model calls fail", group_by: "model", severity: "critical" },
  },
  {
    about: "The first token comes later than is usual at this time of day.",
    rule: {
      ...EMPTY_RULE,
      name: "First token is late",
      measure: "ttft_p95",
      group_by: "model",
      window_minutes: 15,
      condition: { kind: "band", direction: "above", width: 4 },
      for_minutes: 5,
    },
  },
  {
    about: "A service spends more than twice what it spent at the same time last week.",
    rule: {
      ...EMPTY_RULE,
      name: "Spending jumps",
      measure: "cost",
      group_by: "service",
      window_minutes: 60,
      condition: { kind: "change", direction: "above", percent: 100 },
      for_minutes: 10,
    },
  },
];

// SPDX-License-Identifier: Apache-2.0
import { bothFilters, term } from "./filter";
import { formatCost, formatCount, formatDuration, formatPercent } from "./format";
import type { TimeRange } from "./timeRange";
import { verdictOf } from "./verdicts";

/** One thing in which two sets of traces differ: a value that one has more often, or a figure that is larger. */
export interface Difference {
  field: string;
  value?: string;
  a_share?: number;
  b_share?: number;
  unit?: string;
  a_median?: number;
  b_median?: number;
  /** The sets were chosen by it: no news. */
  given: boolean;
  /** 0 tells nothing, 1 tells all. */
  separation: number;
  /** The traces that have it; null where the filter language has no word for it. */
  q: string | null;
}

/** A set of traces as it is shown. */
export interface Side {
  /** "failed traces", "the others": plural, to stand in a sentence. */
  title: string;
  /** A filter for them; empty is all. */
  q: string;
  range: TimeRange;
  /** How many of them were looked at. */
  traces: number;
}

/** A difference with those that go with it: values of the same traces on both sides tell the same once more. */
export interface Told extends Difference {
  also: Difference[];
}

const TITLES: Record<string, string> = {
  name: "trace",
  run_verdict: "verdict of the trace",
  verdict: "verdict of a call",
  error_type: "kind of failure",
  duration_ms: "duration",
  ttft_ms: "time to the first token",
  cost_usd: "cost",
  llm_calls: "model calls",
  tool_calls: "tool calls",
  span_count: "spans",
  error_count: "failed spans",
};

export const fieldTitle = (field: string) =>
  TITLES[field] ?? (field.startsWith("attr.") ? field.slice("attr.".length) : field.replaceAll("_", " "));

export const isFigure = (difference: Difference) => difference.value === undefined;

export function valueTitle({ field, value = "" }: Difference): string {
  return /verdict$/.test(field) ? verdictOf(value).title.toLowerCase() : value;
}

export function figureText({ unit, field }: Difference, value: number | undefined): string {
  if (unit === "ms") return formatDuration(value);
  return field === "cost_usd" ? formatCost(value) : formatCount(value);
}

/** "app.build is 7", or "duration" for a figure. */
export function differenceTitle(difference: Difference): string {
  const field = fieldTitle(difference.field);
  return isFigure(difference) ? field : `${field} is ${valueTitle(difference)}`;
}

/** "82 % of the failed traces, 3 % of the others" */
export function differenceWords(difference: Difference, a: Side, b: Side): string {
  if (isFigure(difference)) {
    const text = (value: number | undefined) => figureText(difference, value);
    return `median ${text(difference.a_median)} in ${a.title}, ${text(difference.b_median)} in ${b.title}`;
  }
  return `${share(difference.a_share)} of ${a.title}, ${share(difference.b_share)} of ${b.title}`;
}

export const share = (part: number | undefined) => formatPercent(part ?? 0, 1);

/** What the two sets differ in most, in one sentence. */
export function differencesAnswer(told: readonly Told[], a: Side, b: Side): string {
  const first = told.find(({ given }) => !given);
  if (!first) return `Nothing tells ${a.title} from ${b.title}`;
  return `What differs most: ${differenceTitle(first)}, ${differenceWords(first, a, b)}`;
}

/** Differences with those that go with them; the most telling first. */
export function together(differences: readonly Difference[]): Told[] {
  const told: Told[] = [];
  const byShares = new Map<string, Told>();
  for (const difference of differences) {
    const key = isFigure(difference) || difference.given ? null : `${difference.a_share} ${difference.b_share}`;
    const known = key === null ? undefined : byShares.get(key);
    if (known) known.also.push(difference);
    else {
      const one = { ...difference, also: [] };
      told.push(one);
      if (key !== null) byShares.set(key, one);
    }
  }
  return told;
}

/** Figures by which a list of traces can be sorted. */
const SORTED = ["duration_ms", "input_tokens", "output_tokens", "cost_usd", "llm_calls", "span_count", "error_count"];
const DIGITS = 6;

/** The traces of a side that have a value, or those with as much of a figure as its median or more; null where nothing can ask for them. */
export function doorOf(difference: Difference, side: Side, median: number | undefined): Record<string, string> | null {
  const { field, q } = difference;
  const range = { from: side.range.from, to: side.range.to };
  if (!isFigure(difference)) return q === null ? null : { ...range, q: bothFilters(side.q, q) };
  if (median === undefined) return null;
  const least = `${field}>=${Number(median.toFixed(DIGITS))}`;
  return { ...range, q: bothFilters(side.q, least), ...(SORTED.includes(field) ? { sort: `-${field}` } : {}) };
}

/** The presets with which a comparison begins. */
export const FAILED = "has:error";
export const NOT_FAILED = "-has:error";
/** A filter that leaves nothing out. */
export const EVERYTHING = "duration_ms>=0";
/** Runs that latency analysis judged, and found slower than usual. */
export const SLOWER = "run_verdict:* -run_verdict:normal,unknown";

const SLOW = /^duration_ms>=(\d+(?:\.\d+)?)$/;

/** What traces of a filter are called in a sentence. */
export function setTitle(q: string): string {
  if (q === FAILED) return "failed traces";
  if (q === SLOWER) return "slow traces";
  if (q === NOT_FAILED) return "traces that did not fail";
  const slow = SLOW.exec(q);
  if (slow) return `traces of ${formatDuration(Number(slow[1]))} or more`;
  const verdict = /^verdict:(\w+)$/.exec(q);
  if (verdict) return `traces slow by ${verdictOf(verdict[1] ?? "").title.toLowerCase()}`;
  const model = /^model:"?([^"\s]+)"?$/.exec(q);
  if (model && q === term("model", model[1] ?? "")) return `traces of ${model[1]}`;
  return q.length > 40 ? `traces of ${q.slice(0, 39)}…` : `traces of ${q}`;
}

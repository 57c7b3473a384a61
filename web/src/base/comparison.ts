// SPDX-License-Identifier: Apache-2.0
import { EVERYTHING, FAILED, NOT_FAILED, setTitle } from "./differences";
import { bothFilters, otherThan } from "./filter";
import { previousRange, resolveTime, type TimeRange } from "./timeRange";

/** What the address of a comparison says, besides the time range of the first set. */
export interface CompareUrl {
  /** What both sets are within. */
  scope: string;
  q: string;
  /** The second set; empty: what the first leaves, or the same in another period. */
  other: string;
  /** The period of the second set; null is that of the first. "before" is the one before it. */
  otherRange: TimeRange | "before" | null;
  a: string;
  b: string;
}

export function readCompareUrl(search: URLSearchParams): CompareUrl {
  const text = (name: string) => search.get(name) ?? "";
  const [from, to] = [text("other_from"), text("other_to")];
  return {
    scope: text("scope"),
    q: text("q"),
    other: text("other"),
    otherRange: text("period") === "before" ? "before" : from !== "" && to !== "" ? { from, to } : null,
    a: text("a"),
    b: text("b"),
  };
}

/** Two sets as the API is asked for them, with the words for them. */
export interface Sets {
  a: { q: string; range: TimeRange; title: string };
  b: { q: string; range: TimeRange; title: string };
  /** Whether there is anything to compare: not everything with itself. */
  isComparable: boolean;
}

export function setsOf(url: CompareUrl, range: TimeRange, now: number): Sets {
  const { scope, q, other, otherRange } = url;
  const second = otherRange === "before" ? previousRange(range, now) : otherRange;
  const isPart = second !== null && otherRange !== "before" && (q === "" || other === EVERYTHING) && encloses(second, range, now);
  // Bad ones of a part against all others of the whole: periods say nothing about them.
  const isOfWhole = second !== null && otherRange !== "before" && other === otherThan(q) && encloses(second, range, now);
  const q2 = other !== "" ? other : second ? q : q === "" ? "" : otherThan(q);
  return {
    a: { q: bothFilters(scope, q), range, title: isPart ? "the chosen part" : firstTitle(q, second !== null && !isOfWhole) },
    b: {
      q: bothFilters(scope, q2),
      range: second ?? range,
      title: isPart ? "the rest" : isOfWhole ? "the others" : secondTitle(url, q2, second !== null),
    },
    isComparable: q2 !== q || second !== null,
  };
}

/** A part of a chart is compared with what is left of it: traces of both sets count as of the first. */
function encloses(outer: TimeRange, inner: TimeRange, now: number): boolean {
  const at = (time: string) => resolveTime(time, now);
  return at(outer.from) <= at(inner.from) && at(outer.to) >= at(inner.to);
}

const firstTitle = (q: string, periods: boolean) => (q === "" ? "this period" : periods ? `${setTitle(q)} now` : setTitle(q));

function secondTitle({ q, other, otherRange }: CompareUrl, q2: string, periods: boolean): string {
  if (periods) {
    const when = otherRange === "before" ? "the period before" : "the other period";
    return q2 === "" ? when : q2 === q ? when : `${setTitle(q2)} in ${when}`;
  }
  if (other === "") return "the others";
  return q === FAILED && q2 === NOT_FAILED ? "the others" : setTitle(q2);
}

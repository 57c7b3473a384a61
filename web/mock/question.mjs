// SPDX-License-Identifier: Apache-2.0
import { compile } from "./filter.mjs";
import { timeOf } from "./figures.mjs";

/** What the parameters of a request ask for: traces and spans in a range, one page of a list. */
export function createQuestions(store) {
  const inRange = (search) => {
    const [from, to] = [timeOf(search.get("from"), "now-24h"), timeOf(search.get("to"), "now")];
    const test = compile(search.get("q"));
    return {
      from,
      to,
      traces: store.summaries().filter((trace) => trace.start >= from && trace.start <= to + 1000 && test(trace)),
    };
  };
  const spansIn = (search) => {
    const { from, to, traces } = inRange(search);
    return {
      from,
      to,
      spans: traces
        .filter((trace) => trace.span_count < 10_000)
        .flatMap((trace) => store.runs.get(trace.trace_id).spans)
        .sort((a, b) => a.start - b.start),
    };
  };
  return { inRange, spansIn };
}

export function page(items, search, name) {
  const [start, limit] = [Number(search.get("cursor") ?? 0), Number(search.get("limit") ?? 50)];
  return {
    [name]: items.slice(start, start + limit),
    next_cursor: start + limit < items.length ? String(start + limit) : null,
  };
}

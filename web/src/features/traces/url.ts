// SPDX-License-Identifier: Apache-2.0
import { keepRange, setSearch } from "@/base/location";
import type { Sort } from "@/widgets/DataTable";

/** What the address of the list says, besides the time range. */
export interface TracesUrl {
  q: string;
  sort: Sort;
  chart: "histogram" | "heatmap";
  columns: string[];
  live: boolean;
}

export const DEFAULT_COLUMNS = [
  "status",
  "start_time",
  "name",
  "service",
  "duration_ms",
  "span_count",
  "llm_calls",
  "tokens",
  "cost_usd",
  "models",
  "session",
];
const DEFAULT_SORT = "-start_time";

export function readUrl(search: URLSearchParams): TracesUrl {
  const sort = search.get("sort") ?? DEFAULT_SORT;
  const columns = search
    .get("cols")
    ?.split(",")
    .filter((column) => column !== "");
  return {
    q: search.get("q") ?? "",
    sort: { id: sort.replace(/^-/, ""), descending: sort.startsWith("-") },
    chart: search.get("chart") === "heatmap" ? "heatmap" : "histogram",
    columns: columns && columns.length > 0 ? columns : DEFAULT_COLUMNS,
    live: search.get("live") === "1",
  };
}

export function sortText({ id, descending }: Sort): string {
  return descending ? `-${id}` : id;
}

export const setQ = (q: string) => setSearch({ q });

export function setSort(sort: Sort): void {
  const text = sortText(sort);
  setSearch({ sort: text === DEFAULT_SORT ? null : text }, { replace: true });
}

export function setColumns(columns: readonly string[]): void {
  const text = columns.join(",");
  setSearch({ cols: text === DEFAULT_COLUMNS.join(",") ? null : text }, { replace: true });
}

/** A trace opened from the list keeps the list's question, for "previous" and "next". */
export function traceHref(traceId: string, { q, sort }: TracesUrl, tab?: "tokens"): string {
  const text = sortText(sort);
  return keepRange(`/traces/${traceId}`, {
    list: "1",
    ...(q ? { q } : {}),
    ...(text === DEFAULT_SORT ? {} : { sort: text }),
    ...(tab ? { tab } : {}),
  });
}

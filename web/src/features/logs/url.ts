// SPDX-License-Identifier: Apache-2.0
import { location, setSearch, withSearch } from "@/base/location";

/** What the address of the logs says, besides the time range. */
export interface LogsUrl {
  q: string;
  view: "lines" | "patterns";
  /** The record that is open. */
  log: string | null;
  live: boolean;
}

export function readUrl(search: URLSearchParams): LogsUrl {
  return {
    q: search.get("q") ?? "",
    view: search.get("view") === "patterns" ? "patterns" : "lines",
    log: search.get("log"),
    live: search.get("live") === "1",
  };
}

export const setQ = (q: string) => setSearch({ q, log: null });
export const closeLog = () => setSearch({ log: null }, { replace: true });

/** This page with parts of its address changed. */
export function hrefWith(changes: Record<string, string | null>): string {
  const { path, search } = location();
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return withSearch(path, next);
}

// SPDX-License-Identifier: Apache-2.0
import { location, setSearch, withSearch } from "@/base/location";

const TABS = ["waterfall", "conversation", "tokens", "latency", "logs", "raw"] as const;

export type TraceTab = (typeof TABS)[number];

/** What the address of a trace says, besides what it keeps of the list it came from. */
export interface TraceUrl {
  tab: TraceTab;
  span: string | null;
  find: string;
  /** Spans that something points at, such as a finding. */
  marked: string[];
  /** The part of the timeline that is shown, in milliseconds from the trace's start. */
  view: readonly [fromMs: number, toMs: number] | null;
}

export function readUrl(search: URLSearchParams): TraceUrl {
  const view = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(search.get("view") ?? "");
  const [from, to] = [Number(view?.[1]), Number(view?.[2])];
  return {
    tab: TABS.find((tab) => tab === search.get("tab")) ?? "waterfall",
    span: search.get("span"),
    find: search.get("find") ?? "",
    marked:
      search
        .get("marked")
        ?.split(",")
        .filter((id) => id !== "") ?? [],
    view: view && to > from ? [from, to] : null,
  };
}

export const selectSpan = (spanId: string | null) => setSearch({ span: spanId }, { replace: true });
export const setFind = (find: string) => setSearch({ find, marked: null }, { replace: true });

export function setView(view: readonly [number, number] | null): void {
  setSearch({ view: view ? `${round(view[0])}-${round(view[1])}` : null }, { replace: true });
}

function round(millis: number): string {
  return String(Math.max(0, Math.round(millis * 1000) / 1000));
}

/** This page with one thing changed. */
export function hrefWith(changes: Record<string, string | null>): string {
  const { path, search } = location();
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return withSearch(path, next);
}

export function tabHref(tab: TraceTab): string {
  return hrefWith({ tab: tab === "waterfall" ? null : tab });
}

export function spanHref(spanId: string): string {
  return hrefWith({ tab: null, span: spanId });
}

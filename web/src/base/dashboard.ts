// SPDX-License-Identifier: Apache-2.0
import { quote } from "./filter";
import { keepRange } from "./location";

/** The document of docs/dashboards.md, as far as the page works with it. */
export interface PanelQuery {
  source: "usage" | "metric" | "traces" | "spans" | "logs";
  measure?: string;
  metric?: string;
  agg?: string;
  of?: string;
  group_by?: string[];
  filter?: string;
  /** By what a metric is divided: another metric, another filter, or both. */
  over?: { metric?: string; filter?: string };
  scale?: number;
  label?: string;
  or?: PanelQuery[];
}

export const PANEL_KINDS = ["lines", "bars", "stat", "table", "text"] as const;
export type PanelKind = (typeof PANEL_KINDS)[number];

/** On a grid of twelve columns. */
export interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Panel {
  id: string;
  title: string;
  kind: PanelKind;
  unit?: string;
  place: Place;
  queries?: PanelQuery[];
  text?: string;
  needs?: string;
}

export interface Variable {
  name: string;
  label?: string;
  from: { field: string } | { metric: string; label: string };
}

export interface DashboardDocument {
  title: string;
  description?: string;
  tags?: string[];
  annotation_tags?: string[];
  variables?: Variable[];
  panels: Panel[];
}

/** A panel without its place: what a chart elsewhere offers to be pinned. */
export type Pinned = Pick<Panel, "title" | "kind" | "unit" | "queries">;

const VARIABLE = /(-?[\w.]+):"?\$([a-z][a-z0-9_]*)"?/g;

/** A variable without a value leaves its term out, so that everything matches. */
export function withVariables(filter: string, values: Readonly<Record<string, string>>): string {
  return filter
    .replace(VARIABLE, (_whole, field: string, name: string) => {
      const value = values[name];
      return value ? `${field}:${quote(value)}` : "";
    })
    .replace(/\s+/g, " ")
    .trim();
}

export function pinHref(panel: Pinned): string {
  return keepRange("/dashboards", { pin: JSON.stringify(panel) });
}

/** What somebody wants to pin; null when the address does not say anything that can be pinned. */
export function readPin(text: string): Pinned | null {
  try {
    const read = JSON.parse(text) as Partial<Pinned> | null;
    const fits =
      typeof read?.title === "string" &&
      (PANEL_KINDS as readonly unknown[]).includes(read.kind) &&
      Array.isArray(read.queries) &&
      read.queries.every((query) => typeof query === "object" && query !== null);
    return fits ? (read as Pinned) : null;
  } catch {
    return null;
  }
}

// SPDX-License-Identifier: Apache-2.0
import { withVariables, type PanelQuery } from "@/base/dashboard";
import { addTerm } from "@/base/filter";
import { keepRange, withSearch } from "@/base/location";
import { absoluteRange } from "@/base/timeRange";

/** The layer that a ready dashboard is about. */
const LAYER_OF: Record<string, string> = {
  experience: "client",
  application: "app",
  "api-gateway": "api_gateway",
  "ai-gateway": "ai_gateway",
  "model-serving": "model_server",
  gpu: "model_server",
  infrastructure: "infra",
};

/** The filter that the traces behind a dashboard match; empty when they are all of them. */
export function layerFilter(dashboard: string): string {
  const layer = LAYER_OF[dashboard];
  return layer ? `layer:${layer}` : "";
}

/** A page of its own that says more about what a dashboard is about; null when there is none. */
export function pageOf(dashboard: string): { title: string; href: string } | null {
  return dashboard === "model-serving" || dashboard === "gpu"
    ? { title: "Each model server", href: keepRange("/serving") }
    : null;
}

/** What is behind a point of a chart: the traces or log records of that moment. */
export function doorAt(
  query: PanelQuery,
  values: Readonly<Record<string, string>>,
  dashboard: string,
  fromMs: number,
  stepMs: number,
): string {
  const { from, to } = absoluteRange(fromMs, fromMs + stepMs);
  if (query.source === "metric") {
    return withSearch("/traces", search({ from, to, q: layerFilter(dashboard) }));
  }
  const filter = withVariables(query.filter ?? "", values);
  const failed = query.source === "traces" ? "status:error" : "has:error";
  const q = query.measure === "errors" || query.measure === "error_rate" ? addTerm(filter, failed) : filter;
  return withSearch(query.source === "logs" ? "/logs" : "/traces", search({ from, to, q }));
}

function search(parameters: Record<string, string>): URLSearchParams {
  return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ""));
}

/** Where a query can be looked at alone, with more than a panel shows. */
export function exploreHref(query: PanelQuery, values: Readonly<Record<string, string>>): string {
  const filter = withVariables(query.filter ?? "", values);
  if (query.source === "metric") {
    return keepRange("/explore", {
      metric: query.metric ?? "",
      agg: query.agg ?? "",
      ...(filter ? { filter } : {}),
      ...(query.group_by?.length ? { group_by: query.group_by.join(",") } : {}),
    });
  }
  return keepRange(query.source === "logs" ? "/logs" : "/traces", filter ? { q: filter } : {});
}

// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import type { TimeRange } from "@/base/timeRange";
import { get } from "./client";
import { ranged } from "./queries";

interface CallFigures {
  calls: number;
  errors: number;
  p50_ms: number | null;
  p95_ms: number | null;
  input_tokens: number;
  output_tokens: number;
}

/** A service, or what one called that sends no spans. */
export interface MapNode extends CallFigures {
  id: string;
  layer: string;
  /** How many of the calls began a trace. */
  entries: number;
  external: boolean;
  /** Selects its traces; null when nothing does. */
  filter: string | null;
}

export interface MapEdge extends CallFigures {
  from: string;
  to: string;
}

export interface ServiceMap {
  nodes: MapNode[];
  edges: MapEdge[];
  truncated: boolean;
}

export const mapQuery = (q: string, range: TimeRange) => ranged<ServiceMap>("/map", { q }, range);

/** What a project says about the layer of its spans. */
export interface LayerRule {
  id: string;
  key: string;
  value: string;
  layer: string;
}

export interface LayerRules {
  layers: string[];
  rules: LayerRule[];
  built_in: { layer: string | null; when: string }[];
}

export const layersQuery = () =>
  queryOptions({ queryKey: ["fixed", "/layers"], queryFn: ({ signal }) => get<LayerRules>("/layers", {}, signal) });

// SPDX-License-Identifier: Apache-2.0
import type { MapEdge, MapNode, ServiceMap } from "@/api/map";
import { formatCount, formatDuration, formatPercent, plural } from "@/base/format";

/** A share of failures from which something is wrong. */
const ILL_SHARE = 0.05;

/** Calls per second, minute or hour, whichever is a number one can picture. */
export function formatRate(calls: number, seconds: number): string {
  if (calls === 0 || seconds <= 0) return "0/h";
  const perSecond = calls / seconds;
  if (perSecond >= 1) return `${round(perSecond)}/s`;
  if (perSecond * 60 >= 1) return `${round(perSecond * 60)}/min`;
  return `${round(perSecond * 3600)}/h`;
}

function round(value: number): string {
  return formatCount(value >= 10 ? Math.round(value) : Number(value.toPrecision(2)));
}

export function isIll({ calls, errors }: { calls: number; errors: number }): boolean {
  return calls > 0 && errors / calls >= ILL_SHARE;
}

/** "2 % failed · 4.1 k tokens"; empty when neither is there. */
export function remarks({ calls, errors, input_tokens, output_tokens }: MapEdge): string {
  const parts: string[] = [];
  if (errors > 0) parts.push(`${formatPercent(errors, calls)} failed`);
  if (input_tokens + output_tokens > 0) parts.push(`${formatCount(input_tokens + output_tokens)} tokens`);
  return parts.join(" · ");
}

/** Where it hurts, in words. */
export function answer({ nodes, edges }: ServiceMap): string {
  const services = nodes.filter((node) => !node.external).length;
  const parts = [
    `${plural(services, "service")}, ${plural(nodes.length - services, "provider or store", "providers and stores")}`,
  ];
  const failing = worst(edges.filter(isIll), (edge) => edge.errors / edge.calls);
  const slowest = worst(edges, (edge) => edge.p95_ms ?? 0);
  if (failing) {
    parts.push(`${formatPercent(failing.errors, failing.calls)} of the calls from ${failing.from} to ${failing.to} failed`);
  }
  if (slowest) parts.push(`slowest at p95 is ${slowest.from} to ${slowest.to} (${formatDuration(slowest.p95_ms)})`);
  return parts.join("; ");
}

function worst(edges: readonly MapEdge[], valueOf: (edge: MapEdge) => number): MapEdge | undefined {
  return edges.reduce<MapEdge | undefined>((best, edge) => (valueOf(edge) > (best ? valueOf(best) : 0) ? edge : best), undefined);
}

export function neighbours(edges: readonly MapEdge[], id: string): { callers: MapEdge[]; callees: MapEdge[] } {
  return { callers: edges.filter((edge) => edge.to === id), callees: edges.filter((edge) => edge.from === id) };
}

/** Nodes as a person reads them: the way of a request, busiest first. */
export function inReadingOrder(nodes: readonly MapNode[], layers: readonly string[]): MapNode[] {
  return [...nodes].sort((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer) || b.calls - a.calls);
}

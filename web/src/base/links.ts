// SPDX-License-Identifier: Apache-2.0
import { term } from "./filter";
import { keepRange } from "./location";

/** The page of a tool. Two servers may offer tools of one name, so the server belongs to it. */
export function toolHref(tool: string, server: string | null | undefined): string {
  return keepRange(`/tools/${encodeURIComponent(tool)}`, server ? { server } : {});
}

/** The filter that finds traces in which a tool was called. */
export function toolFilter(tool: string, server: string | null | undefined, more = ""): string {
  return `${term("tool", tool)}${server ? ` ${term("mcp_server", server)}` : ""}${more}`;
}

/** Where the tokens of a trace went. */
export function tokensHref(traceId: string, parameters: Record<string, string> = {}): string {
  return keepRange(`/traces/${traceId}`, { ...parameters, tab: "tokens" });
}

/** Spans of a trace, marked in its waterfall. */
export function spansHref(traceId: string, spanIds: readonly string[]): string {
  return keepRange(`/traces/${traceId}`, markedSpans(spanIds));
}

const MARKED = 100;

/** The parameters of an address that marks spans and opens the first. */
export function markedSpans(spanIds: readonly string[]): Record<string, string> {
  const [first] = spanIds;
  if (first === undefined) return {};
  return spanIds.length === 1 ? { span: first } : { span: first, marked: spanIds.slice(0, MARKED).join(",") };
}

export const findingHref = (id: string) => keepRange(`/findings/${encodeURIComponent(id)}`);

/** How long calls of a model take. */
export const modelHref = (model: string, parameters: Record<string, string> = {}) =>
  keepRange(`/models/${encodeURIComponent(model)}`, parameters);

/** Why a trace, or one call of it, took as long as it did. */
export const traceLatencyHref = (traceId: string, spanId?: string) =>
  keepRange(`/traces/${traceId}`, { tab: "latency", ...(spanId === undefined ? {} : { span: spanId }) });

/** What a model server did in the time range. */
export const serverHref = (instance: string) => keepRange(`/serving/${encodeURIComponent(instance)}`);

/** Why the traces of one set differ from those of another. */
export const compareHref = (parameters: Record<string, string> = {}) => keepRange("/compare", parameters);

/** Two traces side by side; without the second, those that it could be. */
export const compareTracesHref = (a: string, b: string) => keepRange("/compare", b === "" ? { a } : { a, b });

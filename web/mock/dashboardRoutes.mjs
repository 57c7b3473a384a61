// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { FilterError } from "./filter.mjs";

const RESOURCES = new URL("../../server/src/main/resources/dashboards/", import.meta.url);
const LAYERS = ["client", "api_gateway", "app", "ai_gateway", "model_server", "tool", "data", "infra"];
const STEPS = 60;

/** The ready dashboards as they are, with those that are made; only usage of calls has data here. */
export function dashboardRoutes(store) {
  const ready = readdirSync(RESOURCES)
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({
      id: name.slice(0, -5),
      ready: true,
      version: 0,
      updated_at: null,
      dashboard: JSON.parse(readFileSync(new URL(name, RESOURCES), "utf8")),
    }));
  const own = [];
  const notes = [];
  const all = () => [...own, ...ready];
  const hasData = ({ source }) => source === "usage" && store.runs.size > 0;

  const panelsOf = ({ panels }) =>
    panels.map(({ id, kind, needs = "", queries = [] }) => {
      const chosen = queries.flatMap(({ or = [], ...query }) => [query, ...or].find(hasData) ?? []);
      return { id, queries: chosen, empty: kind === "text" || chosen.length > 0 ? null : needs || "Nothing has arrived yet." };
    });
  const shown = (one) => ({ ...one, panels: panelsOf(one.dashboard) });
  const info = (one) => {
    const panels = panelsOf(one.dashboard);
    const { title, description = "" } = one.dashboard;
    return {
      id: one.id,
      title,
      description,
      ready: one.ready,
      panels: panels.length,
      with_data: panels.filter(({ empty }) => !empty).length,
      version: one.version,
      updated_at: one.updated_at,
    };
  };
  const now = () => new Date().toISOString();
  const remove = (list, id) => {
    const at = list.findIndex((one) => one.id === id);
    return at < 0 ? null : (list.splice(at, 1), { deleted: true });
  };
  const read = (body) => {
    if (typeof body.title !== "string" || !Array.isArray(body.panels))
      throw new FilterError("title: (expected: text)", 0, 0, null);
    return body;
  };

  return {
    "GET /dashboards": () => ({ dashboards: all().map(info) }),
    "POST /dashboards": (_search, _path, body) => {
      const one = { id: crypto.randomUUID(), ready: false, version: 1, updated_at: now(), dashboard: read(body) };
      own.push(one);
      return shown(one);
    },
    "GET /dashboards/:id": (_search, { id }) => {
      const one = all().find((known) => known.id === id);
      return one ? shown(one) : null;
    },
    "PUT /dashboards/:id": (_search, { id }, { version, ...body }) => {
      const one = own.find((known) => known.id === id);
      if (!one) return null;
      Object.assign(one, { version: version + 1, updated_at: now(), dashboard: read(body) });
      return shown(one);
    },
    "DELETE /dashboards/:id": (_search, { id }) => remove(own, id),
    "GET /series": () => ({
      start: new Date(Date.now() - STEPS * 60_000).toISOString(),
      step_ms: 60_000,
      steps: STEPS,
      series: [],
      truncated: false,
    }),
    "GET /annotations": () => ({ annotations: notes }),
    "POST /annotations": (_search, _path, { title, text = "", tags = [], time, from, to }) => {
      const one = {
        id: crypto.randomUUID(),
        kind: "note",
        from: time ?? from ?? now(),
        to: to ?? null,
        title,
        text,
        tags,
        link: null,
      };
      notes.unshift(one);
      return { annotation: one };
    },
    "DELETE /annotations/:id": (_search, { id }) => remove(notes, id),
    "GET /layers/health": () => ({ layers: LAYERS.map((layer) => healthOf(store, layer)) }),
  };
}

function healthOf(store, layer) {
  const spans = [...store.runs.values()].flatMap((run) => run.spans ?? []).filter((span) => span.layer === layer);
  if (spans.length === 0) return { layer, state: "silent", is_cause: false, reason: "", now: null, before: null };
  const errors = spans.filter(({ status }) => status === "error").length;
  const durations = spans.map((span) => span.duration_ms).sort((a, b) => a - b);
  const p95 = durations[Math.floor(durations.length * 0.95)] ?? 0;
  return {
    layer,
    state: errors / spans.length >= 0.05 ? "bad" : "ok",
    is_cause: false,
    reason: errors > 0 ? `${((100 * errors) / spans.length).toFixed(1)} % of its calls fail.` : "",
    now: { members: 1, calls: spans.length, errors, p95_ms: p95 },
    before: null,
  };
}

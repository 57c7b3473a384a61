// SPDX-License-Identifier: Apache-2.0
import { group, quantile } from "./figures.mjs";
import { createQuestions } from "./question.mjs";

const figures = (hops) => ({
  calls: hops.length,
  errors: hops.filter((hop) => hop.span.status === "error").length,
  p50_ms: quantile(
    hops.map((hop) => hop.span.duration_ms),
    0.5,
  ),
  p95_ms: quantile(
    hops.map((hop) => hop.span.duration_ms),
    0.95,
  ),
  input_tokens: hops.reduce((sum, hop) => sum + hop.input, 0),
  output_tokens: hops.reduce((sum, hop) => sum + hop.output, 0),
});

/** Hops between services, and from a billable call to its provider. */
function hopsOf(spans) {
  const byId = new Map(spans.map((span) => [span.span_id, span]));
  return spans.flatMap((span) => {
    const parent = byId.get(span.parent_span_id);
    const found = [];
    if (parent?.service !== span.service) {
      found.push({ from: parent?.service ?? "", to: span.service, layer: span.layer ?? "app", span, input: 0, output: 0 });
    }
    if (span.billable) {
      const [input, output] = [span.input_tokens ?? 0, span.output_tokens ?? 0];
      found.push({
        from: span.service,
        to: span.provider ?? "model",
        layer: "model_server",
        external: true,
        span,
        input,
        output,
      });
    }
    return found;
  });
}

export function mapRoutes(store) {
  const { spansIn } = createQuestions(store);
  const rules = [{ id: "1", key: "service", value: "edge-*", layer: "api_gateway" }];
  return {
    "GET /layers": () => ({
      layers: ["client", "api_gateway", "app", "ai_gateway", "model_server", "tool", "data", "infra"],
      rules,
      built_in: [
        { layer: null, when: "the resource has clew.layer with the name of a layer" },
        { layer: "model_server", when: "service.name is vllm or sglang" },
        { layer: "app", when: "nothing else applies" },
      ],
    }),
    "POST /layers": (_search, _path, body) => {
      const rule = { id: String(Date.now()), ...body };
      rules.push(rule);
      return { rule };
    },
    "DELETE /layers/:id": (_search, { id }) => {
      const at = rules.findIndex((rule) => rule.id === id);
      if (at >= 0) rules.splice(at, 1);
      return { deleted: at >= 0 };
    },
    "GET /map": (search) => {
      const hops = hopsOf(spansIn(search).spans);
      const nodes = [...group(hops, (hop) => hop.to)].map(([id, members]) => {
        const { layer, external = false } = members[0];
        const filter = `${external ? "provider" : "service"}:"${id}"`;
        return { id, layer, external, filter, entries: members.filter((hop) => hop.from === "").length, ...figures(members) };
      });
      const inner = hops.filter((hop) => hop.from !== "");
      const edges = [...group(inner, (hop) => `${hop.from} ${hop.to}`).values()].map((members) => ({
        from: members[0].from,
        to: members[0].to,
        ...figures(members),
      }));
      return { nodes, edges, truncated: false };
    },
  };
}

// SPDX-License-Identifier: Apache-2.0
import { randomFrom } from "./random.mjs";

/** Tools by server with the size of their definition in tokens, and what an agent is offered. */
const SHOP = {
  "docs-mcp": { search_docs: 420, read_page: 310, list_spaces: 180 },
  "shop-mcp": { get_order: 290, refund_order: 340 },
};
const VERBS = ["list", "get", "create", "update", "search", "merge", "close"];
const NOUNS = ["issue", "pull_request", "branch", "commit", "release"];

/** Many tools of one server, sizes drawn so that they add up to about the wanted sum. */
function many(seed, names, sum) {
  const random = randomFrom(seed);
  const weights = names.map(() => random.between(0.5, 1.8));
  const all = weights.reduce((total, weight) => total + weight, 0);
  return Object.fromEntries(names.map((name, index) => [name, Math.round((sum * weights[index]) / all)]));
}

const SERVERS = {
  ...SHOP,
  "": { run_sql: 510 },
  github: many(
    3,
    NOUNS.flatMap((noun) => VERBS.map((verb) => `${verb}_${noun}`)),
    26_000,
  ),
  slack: many(
    4,
    ["post_message", "list_channels", "get_thread", "search_messages", "add_reaction", "get_users", "get_profile", "pin_message"],
    14_000,
  ),
  grafana: many(
    5,
    ["query_loki", "query_prometheus", "list_dashboards", "get_dashboard", "list_alerts", "get_incident", "create_annotation"],
    9_000,
  ),
};

const OFFERED = {
  support: ["docs-mcp", "shop-mcp"],
  researcher: ["docs-mcp"],
  analyst: ["", "docs-mcp"],
  ops: ["github", "slack", "grafana", "docs-mcp"],
  summariser: [],
};

export function toolsOf(agent) {
  return (OFFERED[agent] ?? []).flatMap((server) =>
    Object.entries(SERVERS[server]).map(([tool, tokens]) => ({ server: server === "" ? null : server, tool, tokens })),
  );
}

/** What an agent calls; the ops agent uses three of the many it is offered. */
export const CALLED = {
  support: ["search_docs", "get_order"],
  researcher: ["search_docs", "read_page"],
  analyst: ["run_sql", "search_docs"],
  ops: ["query_loki", "search_docs", "get_incident"],
};

/** Tokens of a result, at least and at most. */
export const RESULT_TOKENS = {
  search_docs: [700, 3200],
  read_page: [900, 5200],
  get_order: [180, 420],
  run_sql: [300, 2600],
  query_loki: [3500, 17_500],
  get_incident: [600, 1800],
};

/** The definition of a tool in two versions, of which the newer one grew. */
export function definitionsOf(tool) {
  const older = {
    name: tool,
    description: `${tool.replaceAll("_", " ")}: returns the matching entries, the newest first.`,
    parameters: {
      type: "object",
      properties: {
        query: { type: "string", description: "What to look for" },
        limit: { type: "integer", minimum: 1, maximum: 50, default: 50 },
        cursor: { type: "string", description: "Where the page before ended" },
      },
      required: ["query"],
    },
  };
  const newer = {
    ...older,
    description: `${older.description} Use it before you answer. Always prefer it to what you remember, and call it again with other words when nothing fits.`,
    parameters: {
      ...older.parameters,
      properties: {
        ...older.parameters.properties,
        limit: { type: "integer", minimum: 1, maximum: 500, default: 200 },
        fields: { type: "array", items: { type: "string" }, description: "Fields to return; all when left out" },
      },
    },
  };
  return [older, newer];
}

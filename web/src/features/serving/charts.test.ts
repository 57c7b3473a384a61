// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { grouped } from "./charts";

it("puts what belongs together in one chart, in the order of a request", () => {
  const measure = (name: string) => ({ measure: name, unit: "1", points: [[0, 1] as const] });
  const charts = grouped([measure("kv_usage"), measure("running"), measure("waiting"), measure("unheard_of")]);
  expect(charts.map(({ title, lines }) => [title, lines.length])).toEqual([
    ["Requests", 2],
    ["KV cache used", 1],
  ]);
});

it("works out the share of cache hits where an engine only counts", () => {
  const charts = grouped([
    {
      measure: "cache_queries",
      unit: "{token}/s",
      points: [
        [0, 200],
        [60, 0],
      ],
    },
    {
      measure: "cache_hits",
      unit: "{token}/s",
      points: [
        [0, 50],
        [60, 0],
      ],
    },
  ]);
  expect(charts[0]?.lines[0]?.points).toEqual([[0, 0.25]]);
});

// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { MetricAnswer } from "@/api/metrics";
import type { PanelQuery } from "@/base/dashboard";
import { drawnBars, drawnLines, ofMetric, ofRows, ofUsage, tableRows, together } from "./panelData";

const START = "2026-01-02T03:00:00Z";

function metric(series: MetricAnswer["series"]): MetricAnswer {
  return { metric: "m", start: START, step_ms: 60_000, steps: 2, series, matched_series: 1, truncated: false, warnings: [] };
}

const query: PanelQuery = { source: "metric", metric: "m", agg: "rate", group_by: ["attr.model"] };

describe("what queries answered", () => {
  it("a metric is scaled", () => {
    const answer = metric([{ labels: { "attr.model": "a" }, values: [1, null] }]);
    expect(ofMetric(answer, undefined, { ...query, scale: 1000 }).series[0]?.values).toEqual([1000, null]);
  });

  it("a share is 0 where only the whole is known, and unknown where that is 0", () => {
    const part = metric([{ labels: { "attr.model": "a" }, values: [1, 1] }]);
    const whole = metric([
      { labels: { "attr.model": "a" }, values: [4, 0] },
      { labels: { "attr.model": "b" }, values: [2, null] },
    ]);
    expect(ofMetric(part, whole, query).series.map(({ values }) => values)).toEqual([
      [0.25, null],
      [0, null],
    ]);
  });

  it("steps without calls are 0 for counts and unknown for anything else", () => {
    const series = [{ labels: {}, points: [["2026-01-02T03:01:00Z", { calls: 3, p95_ms: 20 }]] }] as Parameters<
      typeof ofUsage
    >[0];
    const rows = { start: START, step_ms: 60_000, steps: 2, series: [{ labels: {}, values: [1, 2] }], truncated: false };
    const spans: PanelQuery = { source: "spans", measure: "count" };
    for (const [measure, first] of [
      ["calls", 0],
      ["p95_ms", null],
    ] as const) {
      const usage: PanelQuery = { source: "usage", measure };
      const data = together([
        [usage, ofUsage(series, usage)],
        [spans, ofRows(rows, spans)],
      ]);
      expect(data.times).toHaveLength(2);
      expect(data.series[0]?.values[0]).toBe(first);
    }
  });

  it("steps without traces are 0 beside those of other queries", () => {
    const answer = (first: string, value: number) => ({
      start: first,
      step_ms: 60_000,
      steps: 1,
      series: [{ labels: {}, values: [value] }],
      truncated: false,
    });
    const ok: PanelQuery = { source: "traces", measure: "count", filter: "-status:error", label: "OK" };
    const failed: PanelQuery = { ...ok, filter: "status:error", label: "Failed" };
    const data = together([
      [ok, ofRows(answer(START, 5), ok)],
      [failed, ofRows(answer("2026-01-02T03:01:00Z", 2), failed)],
    ]);
    expect(drawnBars(data).map(({ label, values }) => [label, values])).toEqual([
      ["OK", [5, 0]],
      ["Failed", [0, 2]],
    ]);
  });

  it("names lines by their labels, and by the query beside others", () => {
    const answer = metric([{ labels: { "attr.model": "a" }, values: [1, 2] }]);
    const read = ofMetric(answer, undefined, query);
    expect(together([[query, read]]).series[0]?.label).toBe("a");
    const named = { ...query, label: "hits" };
    expect(
      together([
        [named, read],
        [query, read],
      ]).series.map(({ label }) => label),
    ).toEqual(["hits · a", "m · a"]);
  });
});

describe("what is drawn", () => {
  const series = Array.from({ length: 12 }, (_, index) => ({ label: `s${index}`, labels: {}, values: [index + 1] }));

  it("of lines those with the largest values", () => {
    const lines = drawnLines({ times: [0], series });
    expect(lines).toHaveLength(10);
    expect(lines[0]?.label).toBe("s11");
  });

  it("of bars the largest, and the others together", () => {
    const bars = drawnBars({ times: [0], series });
    expect(bars.map(({ label }) => label)).toEqual(["s11", "s10", "s9", "s8", "8 more"]);
    expect(bars.at(-1)?.values).toEqual([36]);
  });

  it("failures in red, unless their labels have to be told apart", () => {
    const rows = { start: START, step_ms: 60_000, steps: 2, series: [{ labels: {}, values: [1, 2] }], truncated: false };
    const failed: PanelQuery = { source: "traces", measure: "errors" };
    const cases: [PanelQuery, string][] = [
      [failed, "--error-bar"],
      [{ ...failed, group_by: ["service"] }, "--series-1"],
      [{ ...failed, measure: "count" }, "--series-1"],
    ];
    for (const [one, token] of cases) {
      const data = together([[one, ofRows(rows, one)]]);
      expect(drawnBars(data)[0]?.token).toBe(token);
      expect(drawnLines(data)[0]?.token).toBe(token);
    }
  });

  it("a row of a table joins what several queries say of the same labels", () => {
    const queries: PanelQuery[] = [
      { source: "spans", measure: "count", group_by: ["service"] },
      { source: "spans", measure: "p95", group_by: ["service"] },
    ];
    const answer = (values: number[]) => ({ times: [0], series: [{ label: "", labels: { service: "shop" }, values }] });
    expect(tableRows(queries, [answer([4]), answer([20])])).toEqual([{ key: '["shop"]', cells: ["shop"], values: [4, 20] }]);
  });
});

// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { stackedSeries } from "./stackedSeries";

const input = (point: { tokens: number }) => point.tokens;
const series = (model: string, ...points: [string, number][]) => ({
  labels: { model },
  points: points.map(([time, tokens]): [string, { tokens: number }] => [time, { tokens }]),
});

it("puts the points of all models on one axis, zero where a model was silent", () => {
  const usage = [series("a", ["2026-01-01T01:00:00Z", 5]), series("b", ["2026-01-01T00:00:00Z", 90])];
  const { times, series: shown } = stackedSeries(usage, "model", input);
  expect(times).toHaveLength(2);
  expect(shown.map(({ label, values }) => [label, values])).toEqual([
    ["b", [90, 0]],
    ["a", [0, 5]],
  ]);
});

it("adds up the models that have no colour of their own", () => {
  const many = [6, 5, 4, 3, 2, 1].map((tokens) => series(`m${tokens}`, ["2026-01-01T00:00:00Z", tokens]));
  expect(stackedSeries(many, "model", input).series.at(-1)).toMatchObject({ label: "2 more", values: [3] });
});

// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { UsageSeries } from "@/api/types";
import { tokensByModel } from "./tokensByModel";

const series = (model: string, ...points: [string, number][]): UsageSeries => ({
  labels: { model },
  points: points.map(([time, tokens]) => [time, { calls: 1, errors: 0, input_tokens: tokens, output_tokens: null }]),
});

it("puts the points of all models on one axis, zero where a model was silent", () => {
  const { times, series: shown } = tokensByModel([
    series("a", ["2026-01-01T01:00:00Z", 5]),
    series("b", ["2026-01-01T00:00:00Z", 90]),
  ]);
  expect(times).toHaveLength(2);
  expect(shown.map(({ label, values }) => [label, values])).toEqual([
    ["b", [90, 0]],
    ["a", [0, 5]],
  ]);
});

it("adds up the models that have no colour of their own", () => {
  const many = [6, 5, 4, 3, 2, 1].map((tokens) => series(`m${tokens}`, ["2026-01-01T00:00:00Z", tokens]));
  expect(tokensByModel(many).series.at(-1)).toMatchObject({ label: "2 more", values: [3] });
});

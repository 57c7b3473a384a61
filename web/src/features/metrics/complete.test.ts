// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { complete } from "./complete";

const LABELS = [
  { name: "attr.model", values: ["qwen-max", "qwen plus"], distinct_values: 2 },
  { name: "service", values: ["shop"], distinct_values: 1 },
];

it("offers the labels of the metric", () => {
  const found = complete(LABELS, { kind: "field", prefix: "mod", start: 0, end: 3 });
  expect(found).toEqual([{ text: "attr.model", hint: "2 values" }]);
});

it("offers the values of a label, quoted where they must be", () => {
  const found = complete(LABELS, { kind: "value", field: "attr.model", prefix: "qwen", start: 0, end: 4 });
  expect(found.map(({ text }) => text)).toEqual(["qwen-max", '"qwen plus"']);
});

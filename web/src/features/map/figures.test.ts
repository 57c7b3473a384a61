// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { answer, formatRate, isIll, remarks } from "./figures";

const FIGURES = { calls: 100, errors: 0, p50_ms: 10, p95_ms: 20, input_tokens: 0, output_tokens: 0 };

test("a rate has the unit in which it can be pictured", () => {
  expect(formatRate(7200, 3600)).toBe("2/s");
  expect(formatRate(90, 3600)).toBe("1.5/min");
  expect(formatRate(24, 86_400)).toBe("1/h");
  expect(formatRate(0, 3600)).toBe("0/h");
});

test("an edge says what is remarkable about it and nothing else", () => {
  const edge = { from: "a", to: "b", ...FIGURES };
  expect(remarks(edge)).toBe("");
  expect(remarks({ ...edge, errors: 2, input_tokens: 4000, output_tokens: 100 })).toBe("2 % failed · 4,100 tokens");
  expect(isIll(edge)).toBe(false);
  expect(isIll({ ...edge, errors: 5 })).toBe(true);
});

test("the answer names what fails and what is slow", () => {
  const node = { ...FIGURES, layer: "app", entries: 0, filter: null };
  const text = answer({
    nodes: [
      { ...node, id: "shop", external: false },
      { ...node, id: "openai", external: true },
    ],
    edges: [{ from: "shop", to: "openai", ...FIGURES, errors: 10 }],
    truncated: false,
  });
  expect(text).toBe(
    "1 service, 1 provider or store; 10 % of the calls from shop to openai failed; slowest at p95 is shop to openai (20 ms)",
  );
});

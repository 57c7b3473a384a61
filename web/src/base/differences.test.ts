// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { differencesAnswer, differenceWords, doorOf, setTitle, together, type Difference, type Side } from "./differences";

const A: Side = { title: "failed traces", q: "a OR b", range: { from: "now-1h", to: "now" }, traces: 10 };
const B: Side = { ...A, title: "the others", q: "" };
const BUILD: Difference = {
  field: "attr.app.build",
  value: "7",
  a_share: 0.8,
  b_share: 0.03,
  given: false,
  separation: 0.5,
  q: 'attr.app.build:"7"',
};
const DURATION: Difference = {
  field: "duration_ms",
  unit: "ms",
  a_median: 1500,
  b_median: 300,
  given: false,
  separation: 0.4,
  q: null,
};

it("says a difference with the names of the sides", () => {
  expect(differenceWords(BUILD, A, B)).toBe("80 % of failed traces, 3 % of the others");
  expect(differenceWords(DURATION, A, B)).toBe("median 1.5 s in failed traces, 300 ms in the others");
  expect(differencesAnswer(together([{ ...BUILD, given: true }, DURATION]), A, B)).toBe(
    "What differs most: duration, median 1.5 s in failed traces, 300 ms in the others",
  );
});

it("tells values of the same shares once", () => {
  const told = together([BUILD, { ...BUILD, field: "attr.region", value: "eu" }, DURATION]);
  expect(told).toHaveLength(2);
  expect(told[0]?.also[0]?.field).toBe("attr.region");
});

it("opens the traces behind a share, and those beyond a median", () => {
  expect(doorOf(BUILD, A, undefined)).toMatchObject({ q: '(a OR b) attr.app.build:"7"', from: "now-1h" });
  expect(doorOf(DURATION, B, 300)).toMatchObject({ q: "duration_ms>=300", sort: "-duration_ms" });
  expect(doorOf({ ...BUILD, q: null }, A, undefined)).toBeNull();
});

it("has words for what the presets choose", () => {
  expect(setTitle("duration_ms>=2500")).toBe("traces of 2.5 s or more");
  expect(setTitle("verdict:queue")).toBe("traces slow by queue");
  expect(setTitle("has:error")).toBe("failed traces");
  expect(setTitle('model:"a b"')).toBe('traces of model:"a b"');
});

// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { courseOf } from "./course";

const use = {
  period_begin: "2028-02-29T00:00:00Z",
  period_end: "2028-03-01T00:00:00Z",
  times: ["2028-02-29T00:00:00Z", "2028-02-29T12:00:00Z"],
  members: [],
};

it("ends where now is in the period, and puts the limit on top while nothing is beyond it", () => {
  expect(courseOf(use, [0, 50], 100)).toEqual({ points: "0.0,21.0 48.0,11.5", limit: 2 });
});

it("puts the limit below what is beyond it", () => {
  expect(courseOf(use, [0, 200], 100)).toEqual({ points: "0.0,21.0 48.0,2.0", limit: 11.5 });
});

// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { spanDuration } from "./inferred";

test("an inferred call took at most the time around it", () => {
  expect(spanDuration({ inferred: true, duration_ms: 27.4 })).toBe("≤ 27.4 ms");
  expect(spanDuration({ inferred: false, duration_ms: 27.4 })).toBe("27.4 ms");
  expect(spanDuration({ duration_ms: 0 })).toBe("0 ms");
});

test("when nobody saw who asked, its time is unknown", () => {
  expect(spanDuration({ inferred: true, duration_ms: 0 })).toBe("unknown");
});

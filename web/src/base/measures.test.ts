// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { measureValue, shownMeasures } from "./measures";

it("shows what tells most about waiting first, and leaves out the rest", () => {
  const measure = (name: string) => ({ measure: name, unit: "1", at_call: 1, points: [] });
  const shown = shownMeasures([measure("gpu_power"), measure("kv_usage"), measure("waiting")]);
  expect(shown.map(({ title }) => title)).toEqual(["Waiting", "KV cache used"]);
});

it("reads values by their unit", () => {
  expect(measureValue(0.97, "1")).toBe("97 %");
  expect(measureValue(4.2, "s")).toBe("4.2 s");
  expect(measureValue(12, "{request}")).toBe("12");
  expect(measureValue(3, "{preemption}/s")).toBe("3 a second");
  expect(measureValue(8e9, "By")).toBe("8 GB");
  expect(measureValue(null, "1")).toBe("—");
});

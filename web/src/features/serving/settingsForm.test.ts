// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { bodyOf, draftOf } from "./settingsForm";

const SETTINGS = {
  mappings: { "llm.internal:8000": "10.0.0.7:8000" },
  gpu_hour_usd: 2.5,
  gpu_prices: { "NVIDIA H100": 4 },
  classes: [{ name: "background", ttft_ms: null, tpot_ms: 200 }],
};

it("sends what it was given, when nothing was changed", () => {
  expect(bodyOf(draftOf(SETTINGS, ""))).toEqual(SETTINGS);
});

it("has a row ready for an endpoint that is not mapped yet", () => {
  expect(draftOf(SETTINGS, "proxy:80").mappings).toHaveLength(2);
  expect(draftOf(SETTINGS, "LLM.internal:8000").mappings).toHaveLength(1);
});

it("leaves out what was left empty", () => {
  const draft = draftOf(SETTINGS, "");
  const body = bodyOf({ ...draft, gpuHour: " ", kinds: { "NVIDIA H100": "" }, mappings: [{ endpoint: "", instance: "" }] });
  expect(body).toMatchObject({ gpu_hour_usd: null, gpu_prices: {}, mappings: {} });
});

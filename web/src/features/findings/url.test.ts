// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { isFiltered, readUrl } from "./url";

it("reads what the address says and ignores what it cannot mean", () => {
  const url = readUrl(new URLSearchParams("q=agent:ops&status=fixed&severity=critical&rule=BH-06&sort=runs&thresholds=1"));
  expect(url).toEqual({ q: "agent:ops", status: "fixed", severity: "critical", rule: "BH-06", sort: "runs", thresholds: true });
  expect(readUrl(new URLSearchParams("status=later&sort=size"))).toMatchObject({ status: "", sort: "cost" });
});

it("knows whether anything is left out", () => {
  expect(isFiltered(readUrl(new URLSearchParams("sort=runs")))).toBe(false);
  expect(isFiltered(readUrl(new URLSearchParams("severity=critical")))).toBe(true);
});

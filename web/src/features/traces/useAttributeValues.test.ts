// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { attributeSql, toValues } from "./useAttributeValues";

it("passes keys as parameters and only hexadecimal ids", () => {
  const { query, params } = attributeSql(["attr.http.route"], ["ab12", "x') OR 1=1 --"]);
  expect(query).toContain("WHERE trace_id IN ('ab12') GROUP BY");
  expect(params).toEqual({ key0: "http.route" });
});

it("reads the answer back by trace and column", () => {
  const values = toValues(["attr.a", "attr.b"], {
    columns: [],
    truncated: false,
    rows: [{ trace_id: "t", value0: "x", value1: "" }],
  });
  expect(values.get("t")?.get("attr.a")).toBe("x");
  expect(values.get("t")?.has("attr.b")).toBe(false);
});

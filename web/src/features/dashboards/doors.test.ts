// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { PanelQuery } from "@/base/dashboard";
import { doorAt } from "./doors";

function behind(query: PanelQuery): string | null {
  const { pathname, searchParams } = new URL(doorAt(query, {}, "own", 0, 60_000), "http://clew");
  return `${pathname} ${searchParams.get("q") ?? ""}`;
}

describe("what is behind a point", () => {
  it("are traces that failed where failed traces were counted, and traces with failures where spans were", () => {
    expect(behind({ source: "traces", measure: "errors", filter: "service:shop" })).toBe("/traces service:shop status:error");
    expect(behind({ source: "spans", measure: "errors", filter: "service:shop" })).toBe("/traces service:shop has:error");
    expect(behind({ source: "traces", measure: "count", filter: "-status:error" })).toBe("/traces -status:error");
  });
});

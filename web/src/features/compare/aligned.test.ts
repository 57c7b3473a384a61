// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { AlignedRow } from "@/api/compare";
import { differs, pairAnswer, withOwnTime } from "./aligned";

const group = (ms: number, spans = 1) => ({ spans, ms, tokens: 0, errors: 0, span_id: "0" });
const row = (depth: number, name: string, a: number | null, b: number | null, spans = 1): AlignedRow => ({
  depth,
  name,
  other_name: null,
  op: "other",
  op_group: "infra",
  service: "shop",
  a: a === null ? null : group(a),
  b: b === null ? null : group(b, spans),
});
const ROWS = [row(0, "ask", 1000, 4000), row(1, "chat", 800, 900), row(1, "search", 100, 2900, 4), row(1, "refund", null, 50)];

it("leaves each row the time that no row below explains", () => {
  const [ask, , search] = withOwnTime(ROWS);
  expect([ask?.ownA, ask?.ownB]).toEqual([100, 150]);
  expect(search?.ownB).toBe(2900);
});

it("says how much longer, where, and what only one has", () => {
  expect(pairAnswer(withOwnTime(ROWS), 1000, 4000)).toBe(
    "The second took 3 s longer (4 s against 1 s), most of it in search (4 instead of 1); 1 step only the second has",
  );
  expect(pairAnswer(withOwnTime([row(0, "ask", 1000, 1005)]), 1000, 1005)).toBe("Both took about 1 s");
});

it("marks what differs noticeably", () => {
  expect(ROWS.map(differs)).toEqual([true, true, true, true]);
  expect(differs(row(0, "ask", 1000, 1050))).toBe(false);
});

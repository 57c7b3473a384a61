// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { sortRows } from "./sortRows";

const rows = [
  { name: "b", n: null },
  { name: "c", n: 9 },
  { name: "a", n: 10 },
];

it("sorts numbers as numbers and text as text", () => {
  expect(sortRows(rows, { id: "n", descending: true }).map((row) => row.n)).toEqual([10, 9, null]);
  expect(sortRows(rows, { id: "name", descending: false }).map((row) => row.name)).toEqual(["a", "b", "c"]);
});

it("keeps unknown values last in both directions", () => {
  expect(sortRows(rows, { id: "n", descending: false }).at(-1)?.n).toBeNull();
});

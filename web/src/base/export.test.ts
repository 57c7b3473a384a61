// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { toCsv, toJsonLines } from "./export";

it("quotes commas, quotes and line ends", () => {
  expect(
    toCsv(
      ["a", "b"],
      [
        { a: 'x "y", z', b: null },
        { a: 1, b: ["q"] },
      ],
    ),
  ).toBe('a,b\r\n"x ""y"", z",\r\n1,"[""q""]"');
});

it("disarms formulas and leaves numbers alone", () => {
  expect(toCsv(["a"], [{ a: "=HYPERLINK(1)" }, { a: -3.5 }])).toBe("a\r\n'=HYPERLINK(1)\r\n-3.5");
});

it("writes one object a line", () => {
  expect(toJsonLines([{ a: 1 }, { b: "x\ny" }])).toBe('{"a":1}\n{"b":"x\\ny"}');
});

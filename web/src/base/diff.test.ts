// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { diffLines, foldSame } from "./diff";

const text = (lines: string) => lines.split(" ").join("\n");
const show = (before: string, after: string) =>
  diffLines(text(before), text(after))
    .map(({ kind, text: line }) => `${{ same: "", added: "+", removed: "-" }[kind]}${line}`)
    .join(" ");

it("finds the shortest way from one text to the other", () => {
  expect(show("a b c", "a b c")).toBe("a b c");
  expect(show("a b c d", "a c d e")).toBe("a -b c d +e");
  expect(show("a x b", "a y b")).toBe("a -x +y b");
  // Myers' example: five changes, not more.
  expect(show("a b c a b b a", "c b a b a c").match(/[+-]/g)).toHaveLength(5);
});

it("gives both texts back", () => {
  const [before, after] = ["one two three four five six", "zero one three four extra six six"];
  const lines = diffLines(text(before), text(after));
  const without = (kind: string) => lines.filter((line) => line.kind !== kind).map((line) => line.text);
  expect(without("added").join(" ")).toBe(before);
  expect(without("removed").join(" ")).toBe(after);
});

it("does not try to compare what is too large", () => {
  const many = (letter: string) => Array.from({ length: 3000 }, (_, index) => `${letter}${index}`).join("\n");
  const lines = diffLines(`same\n${many("a")}`, `same\n${many("b")}`);
  expect(lines).toHaveLength(6001);
  expect(lines[0]).toEqual({ kind: "same", text: "same" });
});

it("leaves out what is far from a change", () => {
  const before = Array.from({ length: 20 }, (_, index) => `l${index}`);
  const after = before.map((line, index) => (index === 10 ? "changed" : line));
  const parts = foldSame(diffLines(before.join("\n"), after.join("\n")), 2);
  expect(parts.map((part) => (part.kind === "lines" ? part.lines.length : -part.count))).toEqual([-8, 6, -7]);
  expect(foldSame(diffLines("a\nb", "a\nb"))).toEqual([{ kind: "left out", count: 2 }]);
});

// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { addTerm, bothFilters, completionAt, otherThan, quote, removeTerm, term, terms, toggleTerm } from "./filter";

it("splits at spaces and parentheses, not inside quotes", () => {
  expect(terms('(service:a OR text:"b c (d)") -x').map((found) => found.text)).toEqual([
    "service:a",
    "OR",
    'text:"b c (d)"',
    "-x",
  ]);
});

it("quotes only what needs it", () => {
  expect(quote("qwen-max")).toBe("qwen-max");
  expect(quote('a "b" c')).toBe('"a \\"b\\" c"');
  expect(terms(term("tool", 'a "b" c'))).toHaveLength(1);
});

it("adds, removes and toggles a term", () => {
  expect(addTerm("status:error", "service:a")).toBe("status:error service:a");
  expect(addTerm("status:error", "status:error")).toBe("status:error");
  expect(removeTerm("a status:error b", "status:error")).toBe("a b");
  expect(toggleTerm("status:error", "status:error")).toBe("");
});

it("tells fields from values at the caret", () => {
  expect(completionAt("", 0)).toMatchObject({ kind: "field", prefix: "" });
  expect(completionAt("serv", 4)).toMatchObject({ kind: "field", prefix: "serv", start: 0, end: 4 });
  expect(completionAt("a -model:qw", 11)).toMatchObject({ kind: "value", field: "model", prefix: "qw", start: 9, end: 11 });
  expect(completionAt("model:a,b", 9)).toMatchObject({ kind: "value", prefix: "b", start: 8 });
  expect(completionAt("model:a ", 8)).toMatchObject({ kind: "field", prefix: "", start: 8 });
});

it("joins filters without letting OR swallow the rest, and turns one into its opposite", () => {
  expect(bothFilters("a OR b", "c")).toBe("(a OR b) c");
  expect(bothFilters("", "c")).toBe("c");
  expect(otherThan("has:error")).toBe("-has:error");
  expect(otherThan("a OR b")).toBe("-(a OR b)");
});

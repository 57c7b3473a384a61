// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { completeSql, wordAt } from "./words";

const schema = {
  examples: [],
  views: [
    { name: "spans", description: "every span", columns: [{ name: "service", type: "String", description: "" }] },
    { name: "calls", description: "model calls", columns: [{ name: "session_id", type: "String", description: "" }] },
  ],
};

it("finds the word at the caret", () => {
  expect(wordAt("SELECT serv FROM", 11)).toEqual({ word: "serv", start: 7 });
});

it("offers columns of the views in use, views and keywords", () => {
  expect(completeSql(schema, "SELECT se FROM spans", 9).map((word) => word.text)).toEqual(["service", "SELECT"]);
  expect(completeSql(schema, "SELECT x FROM sp", 16).map((word) => word.text)).toEqual(["spans"]);
  expect(completeSql(schema, "SELECT ", 7)).toEqual([]);
});

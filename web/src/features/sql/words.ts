// SPDX-License-Identifier: Apache-2.0
import type { SqlSchema } from "@/api/admin";

export interface SqlWord {
  text: string;
  hint: string;
}

const KEYWORDS = [
  "SELECT",
  "FROM",
  "WHERE",
  "GROUP BY",
  "ORDER BY",
  "LIMIT",
  "HAVING",
  "DESC",
  "count()",
  "countIf(",
  "quantile(0.95)(",
  "toStartOfHour(",
  "now()",
  "INTERVAL 1 DAY",
];
const SHOWN = 12;

/** The word that ends at the caret. */
export function wordAt(text: string, caret: number): { word: string; start: number } {
  const before = text.slice(0, caret);
  const word = /[\w.]*$/.exec(before)?.[0] ?? "";
  return { word, start: caret - word.length };
}

/** Columns of the views that the query names come first, then views, then keywords. */
export function completeSql(schema: SqlSchema, text: string, caret: number): SqlWord[] {
  const wanted = wordAt(text, caret).word.toLowerCase();
  if (wanted === "") return [];
  const used = schema.views.filter((view) => new RegExp(`\\b${view.name}\\b`, "i").test(text));
  const columns = (used.length > 0 ? used : schema.views).flatMap((view) =>
    view.columns.map((column) => ({
      text: column.name,
      hint: [view.name, column.type, column.description].filter(Boolean).join(" · "),
    })),
  );
  const views = schema.views.map((view) => ({ text: view.name, hint: view.description }));
  const keywords = KEYWORDS.map((keyword) => ({ text: keyword, hint: "" }));
  const seen = new Set<string>();
  return [...columns, ...views, ...keywords]
    .filter(
      ({ text: name }) =>
        name.toLowerCase().startsWith(wanted) && name.toLowerCase() !== wanted && !seen.has(name) && seen.add(name),
    )
    .slice(0, SHOWN);
}

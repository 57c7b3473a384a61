// SPDX-License-Identifier: Apache-2.0
/** The filter language as far as the page must understand it: where terms start and end. The server alone judges them. */
export interface Term {
  text: string;
  start: number;
  end: number;
}

export function terms(q: string): Term[] {
  const found: Term[] = [];
  let at = 0;
  while (at < q.length) {
    const letter = q[at] ?? "";
    if (/\s/.test(letter) || letter === "(" || letter === ")") {
      at++;
      continue;
    }
    const end = termEnd(q, at);
    found.push({ text: q.slice(at, end), start: at, end });
    at = end;
  }
  return found;
}

function termEnd(q: string, start: number): number {
  let quoted = false;
  let at = start;
  for (; at < q.length; at++) {
    const letter = q[at] ?? "";
    if (letter === "\\" && quoted) at++;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && /[\s()]/.test(letter)) break;
  }
  return Math.min(at, q.length);
}

export function quote(value: string): string {
  return /^[\w.\-/@]+$/.test(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
}

export function term(field: string, value: string): string {
  return `${field}:${quote(value)}`;
}

export function hasTerm(q: string, text: string): boolean {
  return terms(q).some((found) => found.text === text);
}

export function addTerm(q: string, text: string): string {
  if (hasTerm(q, text)) return q;
  return q.trim() === "" ? text : `${q.trim()} ${text}`;
}

export function removeTerm(q: string, text: string): string {
  const found = terms(q).find((candidate) => candidate.text === text);
  if (!found) return q;
  return (q.slice(0, found.start) + q.slice(found.end)).replace(/\s+/g, " ").trim();
}

export function toggleTerm(q: string, text: string): string {
  return hasTerm(q, text) ? removeTerm(q, text) : addTerm(q, text);
}

/** A filter for what fits both; an empty one fits everything. */
export function bothFilters(one: string, other: string): string {
  if (one.trim() === "" || other.trim() === "") return (one + other).trim();
  return `${asTerm(one)} ${asTerm(other)}`;
}

/** A filter for all that does not fit. */
export const otherThan = (q: string) => `-${terms(q).length > 1 || q.includes(" ") ? `(${q.trim()})` : q.trim()}`;

/** OR binds less than the space between terms. */
function asTerm(q: string): string {
  return terms(q).some(({ text }) => text === "OR") ? `(${q.trim()})` : q.trim();
}

/** What is being typed at the caret: a field name, or the value of a field. */
export type Completion =
  | { kind: "field"; prefix: string; start: number; end: number }
  | { kind: "value"; field: string; prefix: string; start: number; end: number };

export function completionAt(q: string, caret: number): Completion {
  const current = terms(q).find((found) => found.start <= caret && caret <= found.end);
  if (!current) return { kind: "field", prefix: "", start: caret, end: caret };
  const negated = current.text.startsWith("-") ? 1 : 0;
  const typed = current.text.slice(negated, caret - current.start);
  const colon = typed.indexOf(":");
  const start = current.start + negated;
  if (colon < 0) return { kind: "field", prefix: typed, start, end: current.end };
  const list = typed.slice(colon + 1);
  const comma = list.startsWith('"') ? -1 : list.lastIndexOf(",");
  return {
    kind: "value",
    field: typed.slice(0, colon),
    prefix: list.slice(comma + 1).replace(/"/g, ""),
    start: start + colon + 1 + comma + 1,
    end: current.end,
  };
}

// SPDX-License-Identifier: Apache-2.0
import { rangeFromSearch, writeRange, type TimeRange } from "./timeRange";

/** The address bar as a store: the only home of state that is worth sharing. */
export interface Location {
  path: string;
  search: URLSearchParams;
}

let current = read();
const listeners = new Set<() => void>();

function read(): Location {
  return { path: window.location.pathname, search: new URLSearchParams(window.location.search) };
}

function publish(): void {
  current = read();
  for (const listener of listeners) listener();
}

window.addEventListener("popstate", publish);

export function location(): Location {
  return current;
}

export function onLocation(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function navigate(url: string, options: { replace?: boolean } = {}): void {
  const target = new URL(url, window.location.href);
  if (target.href === window.location.href) return;
  if (options.replace) window.history.replaceState(null, "", target);
  else window.history.pushState(null, "", target);
  publish();
}

/** Changes parts of the search string and keeps the rest; null removes. */
export function setSearch(changes: Record<string, string | null>, options: { replace?: boolean } = {}): void {
  const search = new URLSearchParams(current.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") search.delete(name);
    else search.set(name, value);
  }
  navigate(withSearch(current.path, search), options);
}

export function setRange(range: TimeRange): void {
  const search = new URLSearchParams(current.search);
  writeRange(search, range);
  search.delete("live");
  navigate(withSearch(current.path, search));
}

export function withSearch(path: string, search: URLSearchParams): string {
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** A link to another page that keeps the time range of this one. */
export function keepRange(path: string, parameters: Record<string, string> = {}): string {
  const search = new URLSearchParams();
  writeRange(search, rangeFromSearch(current.search));
  for (const [name, value] of Object.entries(parameters)) search.set(name, value);
  return withSearch(path, search);
}

export type PathParameters = Record<string, string>;

/** Matches "/traces/:traceId" against a path; null when it does not fit. */
export function matchPath(pattern: string, path: string): PathParameters | null {
  const wanted = pattern.split("/");
  const given = path.replace(/\/$/, "").split("/");
  if (wanted.length !== given.length && !(pattern === "/" && given.length === 1)) return null;
  if (pattern === "/") return given.length === 1 ? {} : null;
  const parameters: PathParameters = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) parameters[part.slice(1)] = decodePart(value);
    else if (part !== value) return null;
  }
  return parameters;
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

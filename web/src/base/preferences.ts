// SPDX-License-Identifier: Apache-2.0
import type { Zone } from "./time";

type Theme = "system" | "light" | "dark";

/** What a person likes on this machine; everything about a page lives in its address instead. */
export interface Preferences {
  theme: Theme;
  zone: Zone;
  railCollapsed: boolean;
  detailWidth: number;
}

const KEY = "clew.preferences";
const DEFAULTS: Preferences = { theme: "system", zone: "local", railCollapsed: false, detailWidth: 460 };

let current = load();
const listeners = new Set<() => void>();

function load(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof stored === "object" && stored !== null ? { ...DEFAULTS, ...stored } : DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}

export function preferences(): Preferences {
  return current;
}

export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  current = { ...current, [name]: value };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A browser that blocks storage still gets the choice until the page is left.
  }
  for (const listener of listeners) listener();
}

export function resolvedTheme(): "light" | "dark" {
  if (current.theme !== "system") return current.theme;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

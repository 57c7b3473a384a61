// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { register, type Command } from "@/base/commands";
import { location, onLocation } from "@/base/location";
import { onPreferences, preferences, type Preferences } from "@/base/preferences";
import { rangeFromSearch, type TimeRange } from "@/base/timeRange";

export function useLocation() {
  return useSyncExternalStore(onLocation, location);
}

export function useSearchValue(name: string): string {
  return useLocation().search.get(name) ?? "";
}

/** The page's time range; the same object until the address changes. */
export function useTimeRange(): TimeRange {
  const { search } = useLocation();
  return useMemo(() => rangeFromSearch(search), [search]);
}

export function usePreference<K extends keyof Preferences>(name: K): Preferences[K] {
  return useSyncExternalStore(onPreferences, () => preferences()[name]);
}

/** Offers commands while the component is shown. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => register(commands), [commands]);
}

/** The value once it has not changed for a while: for queries that follow typing. */
export function useSettled<T>(value: T, millis: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), millis);
    return () => window.clearTimeout(timer);
  }, [value, millis]);
  return settled;
}

function subscribeToTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

/** The shown theme: canvases redraw when it changes. */
export function useShownTheme(): string {
  return useSyncExternalStore(subscribeToTheme, () => document.documentElement.dataset.theme ?? "light");
}

export function useNow(everyMillis: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), everyMillis);
    return () => window.clearInterval(timer);
  }, [everyMillis]);
  return now;
}

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Clew`;
  }, [title]);
}

// SPDX-License-Identifier: Apache-2.0
import type { IconName } from "@/widgets/Icon";

export interface NavigationItem {
  path: string;
  title: string;
  icon: IconName;
  shortcut: string;
  /** Where else one is on this page: a view of it with an address of its own. */
  also?: string;
}

export const navigation: readonly NavigationItem[] = [
  { path: "/", title: "Overview", icon: "overview", shortcut: "g o" },
  { path: "/traces", title: "Traces", icon: "traces", shortcut: "g t", also: "/compare" },
  { path: "/sessions", title: "Sessions", icon: "sessions", shortcut: "g s" },
  { path: "/map", title: "Map", icon: "map", shortcut: "g p" },
  { path: "/latency", title: "Latency", icon: "latency", shortcut: "g y" },
  { path: "/services", title: "Services", icon: "services", shortcut: "g v" },
  { path: "/agents", title: "Agents", icon: "agents", shortcut: "g a" },
  { path: "/models", title: "Models", icon: "models", shortcut: "g m", also: "/serving" },
  { path: "/tools", title: "Tools", icon: "tools", shortcut: "g l" },
  { path: "/costs", title: "Costs", icon: "costs", shortcut: "g c" },
  { path: "/findings", title: "Findings", icon: "findings", shortcut: "g f" },
  { path: "/logs", title: "Logs", icon: "logs", shortcut: "g e" },
  { path: "/explore", title: "Metrics", icon: "metrics", shortcut: "g x" },
  { path: "/dashboards", title: "Dashboards", icon: "dashboards", shortcut: "g b" },
  { path: "/alerts", title: "Alerts", icon: "alerts", shortcut: "g w" },
  { path: "/sql", title: "SQL", icon: "sql", shortcut: "g q" },
  { path: "/settings", title: "Settings", icon: "settings", shortcut: "g ," },
];

export function isCurrent(item: NavigationItem, path: string): boolean {
  if (item.path === "/") return path === "/";
  return [item.path, item.also].some((one) => one !== undefined && (path === one || path.startsWith(`${one}/`)));
}

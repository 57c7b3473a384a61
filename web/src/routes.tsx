// SPDX-License-Identifier: Apache-2.0
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { PathParameters } from "@/base/location";

interface PageProps {
  parameters: PathParameters;
}

export interface Route {
  pattern: string;
  page: LazyExoticComponent<ComponentType<PageProps>>;
  /** Shows the lines to paste instead, as long as nothing was ever received. */
  needsData: boolean;
}

function page<Name extends string>(load: () => Promise<Record<Name, ComponentType<PageProps>>>, name: Name): Route["page"] {
  return lazy(async () => ({ default: (await load())[name] }));
}

const inventory = () => import("@/features/inventory/pages");

/** Every address of the interface. */
export const routes: readonly Route[] = [
  { pattern: "/", page: page(() => import("@/features/overview/OverviewPage"), "OverviewPage"), needsData: true },
  { pattern: "/traces", page: page(() => import("@/features/traces/TracesPage"), "TracesPage"), needsData: true },
  { pattern: "/traces/:traceId", page: page(() => import("@/features/trace/TracePage"), "TracePage"), needsData: false },
  { pattern: "/sessions", page: page(() => import("@/features/sessions/SessionsPage"), "SessionsPage"), needsData: false },
  {
    pattern: "/sessions/:sessionId",
    page: page(() => import("@/features/sessions/SessionPage"), "SessionPage"),
    needsData: false,
  },
  { pattern: "/map", page: page(() => import("@/features/map/MapPage"), "MapPage"), needsData: false },
  { pattern: "/latency", page: page(() => import("@/features/latency/LatencyPage"), "LatencyPage"), needsData: false },
  { pattern: "/services", page: page(inventory, "ServicesPage"), needsData: false },
  { pattern: "/agents", page: page(inventory, "AgentsPage"), needsData: false },
  { pattern: "/models", page: page(inventory, "ModelsPage"), needsData: false },
  {
    pattern: "/models/:model",
    page: page(() => import("@/features/model/ModelPage"), "ModelPage"),
    needsData: false,
  },
  { pattern: "/serving", page: page(() => import("@/features/serving/ServingPage"), "ServingPage"), needsData: false },
  {
    pattern: "/serving/settings",
    page: page(() => import("@/features/serving/SettingsPage"), "ServingSettingsPage"),
    needsData: false,
  },
  { pattern: "/serving/:id", page: page(() => import("@/features/serving/ServerPage"), "ServerPage"), needsData: false },
  { pattern: "/tools", page: page(inventory, "ToolsPage"), needsData: false },
  { pattern: "/tools/:tool", page: page(() => import("@/features/tool/ToolPage"), "ToolPage"), needsData: false },
  { pattern: "/costs", page: page(() => import("@/features/costs/CostsPage"), "CostsPage"), needsData: false },
  { pattern: "/findings", page: page(() => import("@/features/findings/FindingsPage"), "FindingsPage"), needsData: false },
  {
    pattern: "/findings/:id",
    page: page(() => import("@/features/findings/FindingPage"), "FindingPage"),
    needsData: false,
  },
  { pattern: "/alerts", page: page(() => import("@/features/alerts/AlertsPage"), "AlertsPage"), needsData: false },
  { pattern: "/alerts/:id", page: page(() => import("@/features/alerts/AlertPage"), "AlertPage"), needsData: false },
  { pattern: "/compare", page: page(() => import("@/features/compare/ComparePage"), "ComparePage"), needsData: false },
  { pattern: "/logs", page: page(() => import("@/features/logs/LogsPage"), "LogsPage"), needsData: false },
  { pattern: "/explore", page: page(() => import("@/features/metrics/MetricsPage"), "MetricsPage"), needsData: false },
  {
    pattern: "/dashboards",
    page: page(() => import("@/features/dashboards/DashboardsPage"), "DashboardsPage"),
    needsData: false,
  },
  {
    pattern: "/dashboards/:id",
    page: page(() => import("@/features/dashboards/DashboardPage"), "DashboardPage"),
    needsData: false,
  },
  { pattern: "/sql", page: page(() => import("@/features/sql/SqlPage"), "SqlPage"), needsData: false },
  { pattern: "/settings", page: page(() => import("@/features/settings/SettingsPage"), "SettingsPage"), needsData: false },
];

export const firstSpanPage = page(() => import("@/features/start/FirstSpanPage"), "FirstSpanPage");

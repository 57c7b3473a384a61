// SPDX-License-Identifier: Apache-2.0
import { adminRoutes } from "./adminRoutes.mjs";
import { dashboardRoutes } from "./dashboardRoutes.mjs";
import { compareRoutes } from "./compareRoutes.mjs";
import { findingRoutes } from "./findingRoutes.mjs";
import { ledgerRoutes } from "./ledgerRoutes.mjs";
import { latencyRoutes } from "./latencyRoutes.mjs";
import { alertRoutes } from "./alertRoutes.mjs";
import { budgetRoutes } from "./budgetRoutes.mjs";
import { mapRoutes } from "./mapRoutes.mjs";
import { logRoutes } from "./logRoutes.mjs";
import { metricRoutes } from "./metricRoutes.mjs";
import { tableRoutes } from "./tableRoutes.mjs";
import { toolRoutes } from "./toolRoutes.mjs";
import { traceRoutes } from "./traceRoutes.mjs";

/** The routes of docs/api.md over a store. Each answers with a body; FilterError becomes a 400. */
export function createRoutes(store, ports) {
  return {
    ...traceRoutes(store),
    ...alertRoutes(store),
    ...dashboardRoutes(store),
    ...compareRoutes(store),
    ...ledgerRoutes(store),
    ...latencyRoutes(store),
    ...tableRoutes(store),
    ...toolRoutes(store),
    ...findingRoutes(store),
    ...mapRoutes(store),
    ...logRoutes(store),
    ...metricRoutes(store),
    ...budgetRoutes(store),
    ...adminRoutes(store, ports),
  };
}

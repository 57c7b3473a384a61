// SPDX-License-Identifier: Apache-2.0
import type { Pinned } from "@/base/dashboard";

/** The charts of the page as panels of a dashboard. */
export const TRACES: Pinned = {
  title: "Traces",
  kind: "bars",
  unit: "count",
  queries: [
    { source: "traces", measure: "count", filter: "-status:error", label: "OK" },
    { source: "traces", measure: "errors", label: "Failed" },
  ],
};

export const DURATION: Pinned = {
  title: "Duration",
  kind: "lines",
  unit: "ms",
  queries: [
    { source: "traces", measure: "p99", label: "p99" },
    { source: "traces", measure: "p95", label: "p95" },
    { source: "traces", measure: "p50", label: "p50" },
  ],
};

export const TOKENS: Pinned = {
  title: "Tokens by model",
  kind: "bars",
  unit: "tokens",
  queries: [
    { source: "usage", measure: "input_tokens", group_by: ["model"], label: "input" },
    { source: "usage", measure: "output_tokens", group_by: ["model"], label: "output" },
  ],
};

// SPDX-License-Identifier: Apache-2.0
import type { Moment } from "@/charts/moments";

/** What all panels of a dashboard share. */
export interface PanelContext {
  /** Its id; empty for a panel that is in none. */
  dashboard: string;
  /** The chosen values of its variables, by name. */
  values: Readonly<Record<string, string>>;
  /** What happened, drawn across the charts. */
  moments: readonly Moment[];
}

// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties, ReactNode } from "react";
import type { PanelState } from "@/api/dashboards";
import type { Panel } from "@/base/dashboard";
import css from "./Dashboards.module.css";
import { PanelCard } from "./PanelCard";
import type { PanelContext } from "./panelContext";

interface GridProps {
  panels: readonly Panel[];
  states: ReadonlyMap<string, PanelState>;
  context: PanelContext;
  toolsOf?: (panel: Panel) => ReactNode;
}

/** Panels in their places; one below the other where the page is narrow. */
export function Grid({ panels, states, context, toolsOf }: GridProps) {
  const ordered = [...panels].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
  return (
    <div className={css.grid} data-grid="">
      {ordered.map((panel) => {
        const { x, y, w, h } = panel.place;
        return (
          <div
            key={panel.id}
            className={css.cell}
            style={{ "--column": x + 1, "--width": w, "--row": y + 1, "--height": h } as CSSProperties}
          >
            <PanelCard panel={panel} state={states.get(panel.id)} context={context} tools={toolsOf?.(panel)} pinned />
          </div>
        );
      })}
    </div>
  );
}

// SPDX-License-Identifier: Apache-2.0
import type { KeyboardEvent } from "react";
import type { Panel } from "@/base/dashboard";
import { move, resize } from "@/base/grid";
import { Button, IconButton } from "@/widgets/Button";
import css from "./Panel.module.css";

interface PanelToolsProps {
  panel: Panel;
  panels: readonly Panel[];
  onPanels: (panels: Panel[]) => void;
  onEdit: () => void;
  onRemove: () => void;
}

const ARROWS: Record<string, readonly [right: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Moves, resizes, changes and removes a panel. On the handle arrow keys move, and resize with Shift. */
export function PanelTools({ panel, panels, onPanels, onEdit, onRemove }: PanelToolsProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const [right, down] = arrow;
    onPanels(event.shiftKey ? resize(panels, panel.id, right, down) : move(panels, panel.id, right, down));
  };
  const name = panel.title || "text";
  return (
    <span className={css.tools}>
      <Button
        small
        look="quiet"
        title="Arrow keys move it, with Shift they resize it"
        aria-label={`Move ${name} with the arrow keys, resize with Shift`}
        onKeyDown={onKeyDown}
      >
        ✥
      </Button>
      <IconButton small icon="left" label={`Move ${name} left`} onClick={() => onPanels(move(panels, panel.id, -1, 0))} />
      <IconButton small icon="right" label={`Move ${name} right`} onClick={() => onPanels(move(panels, panel.id, 1, 0))} />
      <Button
        small
        look="quiet"
        aria-label={`Move ${name} up`}
        title={`Move ${name} up`}
        onClick={() => onPanels(move(panels, panel.id, 0, -1))}
      >
        ↑
      </Button>
      <IconButton small icon="down" label={`Move ${name} down`} onClick={() => onPanels(move(panels, panel.id, 0, 1))} />
      <Button
        small
        look="quiet"
        aria-label={`Make ${name} wider`}
        title="Wider"
        onClick={() => onPanels(resize(panels, panel.id, 1, 0))}
      >
        ↔+
      </Button>
      <Button
        small
        look="quiet"
        aria-label={`Make ${name} narrower`}
        title="Narrower"
        onClick={() => onPanels(resize(panels, panel.id, -1, 0))}
      >
        ↔−
      </Button>
      <Button
        small
        look="quiet"
        aria-label={`Make ${name} higher`}
        title="Higher"
        onClick={() => onPanels(resize(panels, panel.id, 0, 1))}
      >
        ↕+
      </Button>
      <Button
        small
        look="quiet"
        aria-label={`Make ${name} lower`}
        title="Lower"
        onClick={() => onPanels(resize(panels, panel.id, 0, -1))}
      >
        ↕−
      </Button>
      <IconButton small icon="settings" label={`Change ${name}`} onClick={onEdit} />
      <IconButton small icon="close" label={`Remove ${name}`} onClick={onRemove} />
    </span>
  );
}

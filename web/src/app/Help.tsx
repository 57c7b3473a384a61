// SPDX-License-Identifier: Apache-2.0
import { available, type Command } from "@/base/commands";
import { IconButton } from "@/widgets/Button";
import { Dialog } from "@/widgets/Dialog";
import css from "./Overlay.module.css";
import { Shortcut } from "./Shortcut";

function groups(commands: readonly Command[]): [string, Command[]][] {
  const byGroup = new Map<string, Command[]>();
  for (const command of commands) {
    if (command.shortcut) byGroup.set(command.group, [...(byGroup.get(command.group) ?? []), command]);
  }
  return [...byGroup];
}

/** The shortcuts of this page and of every page, straight from the registry. */
export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label="Shortcuts" onClose={onClose}>
      <header className={css.head}>
        <h2>Shortcuts</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <div className={css.groups}>
        {groups(available()).map(([group, commands]) => (
          <section key={group}>
            <h3 className={css.group}>{group}</h3>
            {commands.map((command) => (
              <div key={command.id} className={css.line}>
                <span>{command.title}</span>
                <Shortcut keys={command.shortcut ?? ""} />
              </div>
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}

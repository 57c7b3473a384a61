// SPDX-License-Identifier: Apache-2.0
import { useState, type KeyboardEvent } from "react";
import { available, scoreTitle, type Command } from "@/base/commands";
import { quote } from "@/base/filter";
import { keepRange, navigate } from "@/base/location";
import { Dialog } from "@/widgets/Dialog";
import css from "./Overlay.module.css";
import { Shortcut } from "./Shortcut";

const SHOWN = 60;

/** What typed text may mean besides a command: an id, or words to look for. */
function searches(text: string): Command[] {
  const typed = text.trim();
  if (typed === "") return [];
  const found: Command[] = [];
  if (/^[0-9a-f]{32}$/i.test(typed)) {
    found.push({
      id: "open.trace",
      title: `Open trace ${typed.toLowerCase()}`,
      group: "Search",
      run: () => navigate(keepRange(`/traces/${typed.toLowerCase()}`)),
    });
  }
  found.push(
    {
      id: "search.traces",
      title: `Search traces for “${typed}”`,
      group: "Search",
      run: () => navigate(keepRange("/traces", { q: quote(typed) })),
    },
    {
      id: "search.session",
      title: `Open session ${typed}`,
      group: "Search",
      run: () => navigate(keepRange(`/sessions/${encodeURIComponent(typed)}`)),
    },
  );
  return found;
}

function results(text: string): Command[] {
  const ranked = available()
    .filter((command) => !command.keyOnly)
    .map((command) => ({ command, score: scoreTitle(command.title, text) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command);
  const found = searches(text);
  const isId = found[0]?.id === "open.trace";
  return (isId ? [...found, ...ranked] : [...ranked, ...found]).slice(0, SHOWN);
}

export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const found = results(text);

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setActive(Math.min(found.length - 1, active + 1));
    else if (event.key === "ArrowUp") setActive(Math.max(0, active - 1));
    else if (event.key === "Enter") run(found[active]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog label="Search everything" onClose={onClose}>
      <input
        className={css.input}
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-results"
        aria-activedescendant={`palette-${active}`}
        aria-label="Trace id, session id, words or a command"
        placeholder="Trace id, session id, words or a command"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul className={css.results} id="palette-results" role="listbox" aria-label="Results">
        {found.map((command, index) => (
          <li
            key={command.id}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === active}
            className={css.result}
            ref={index === active ? (element) => element?.scrollIntoView({ block: "nearest" }) : null}
            onPointerMove={() => setActive(index)}
            onClick={() => run(command)}
          >
            {command.title}
            <small>{command.group}</small>
            {command.shortcut && <Shortcut keys={command.shortcut} />}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

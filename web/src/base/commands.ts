// SPDX-License-Identifier: Apache-2.0
/** One thing a person can do. The palette, the shortcuts and the help screen all read this registry. */
export interface Command {
  id: string;
  title: string;
  group: string;
  /** "g t" is a sequence, "mod+k" is Ctrl or ⌘. */
  shortcut?: string;
  /** Kept out of the palette when typing a key is the only sensible way to run it (j, k). */
  keyOnly?: boolean;
  when?: () => boolean;
  run: () => void;
}

let commands: readonly Command[] = [];

/** Adds commands while a page is shown. A later command takes the shortcut of an earlier one. */
export function register(added: readonly Command[]): () => void {
  commands = [...commands, ...added];
  return () => {
    commands = commands.filter((command) => !added.includes(command));
  };
}

export function available(): Command[] {
  return commands.filter((command) => command.when?.() ?? true);
}

export function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key;
}

/** Finds the command for a key after the keys typed just before it; "pending" waits for a second key. */
export function findCommand(pending: string, key: string): Command | "pending" | null {
  const typed = pending === "" ? key : `${pending} ${key}`;
  const enabled = available();
  const match = enabled.findLast((command) => command.shortcut === typed);
  if (match) return match;
  if (enabled.some((command) => command.shortcut?.startsWith(`${typed} `))) return "pending";
  return pending === "" ? null : findCommand("", key);
}

/** Ranks titles for the palette: prefix, then word starts, then letters in order. */
export function scoreTitle(title: string, query: string): number {
  const text = title.toLowerCase();
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return 1;
  if (text.startsWith(wanted)) return 4;
  if (text.includes(` ${wanted}`)) return 3;
  if (text.includes(wanted)) return 2;
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return 0;
  }
  return 1;
}

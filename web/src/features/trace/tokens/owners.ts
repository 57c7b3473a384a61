// SPDX-License-Identifier: Apache-2.0
import type { LedgerEntry } from "@/api/ledger";
import { categoryOf } from "@/base/categories";
import { plural } from "@/base/format";

export type Measure = "tokens" | "cost";

/** What belongs to a tool, under the category whose colour it has. Arguments count when they are written and when they are sent again. */
const TOOL_PARTS: Record<string, string> = {
  tooldef: "tooldef",
  hist_toolargs: "out_toolargs",
  out_toolargs: "out_toolargs",
  result_first: "result_first",
  result_resend: "result_resend",
};

export const PART_TITLES: Record<string, string> = {
  tooldef: "Definition",
  out_toolargs: "Arguments",
  result_first: "Results, first sent",
  result_resend: "Results, sent again",
};

export interface Owned {
  key: string;
  title: string;
  /** Null where this is not one tool: a part of the prompt, or several small tools. */
  tool: string | null;
  parts: { category: string; value: number }[];
  value: number;
}

/** A server with its tools, or the prompt with its parts. */
export interface Owner {
  key: string;
  title: string;
  server: string | null;
  members: Owned[];
  value: number;
}

const PROMPT = "Prompt and answers";

/** Who the tokens or the money of a run belong to, the largest first. */
export function ownersOf(entries: readonly LedgerEntry[], measure: Measure): Owner[] {
  const owners = new Map<string, Owner>();
  for (const entry of entries) {
    const value = measure === "tokens" ? entry.tokens : (entry.cost_usd ?? 0);
    if (value > 0) addEntry(owners, entry, value);
  }
  const byValue = (a: { value: number }, b: { value: number }) => b.value - a.value;
  for (const owner of owners.values()) owner.members.sort(byValue);
  return [...owners.values()].sort(byValue);
}

function addEntry(owners: Map<string, Owner>, entry: LedgerEntry, value: number): void {
  const part = TOOL_PARTS[entry.category];
  const server = entry.server ?? null;
  const title = part === undefined ? PROMPT : (server ?? "No server");
  const owner = getOrAdd(owners, title, () => ({ key: title, title, server, members: [], value: 0 }));
  const name = part === undefined ? categoryOf(entry.category).title : (entry.tool ?? "tools without a name");
  const member =
    owner.members.find((one) => one.title === name) ??
    push(owner.members, {
      key: `${title}/${name}`,
      title: name,
      tool: part === undefined ? null : (entry.tool ?? null),
      parts: [],
      value: 0,
    });
  const category = part ?? entry.category;
  const drawn = member.parts.find((one) => one.category === category) ?? push(member.parts, { category, value: 0 });
  drawn.value += value;
  member.value += value;
  owner.value += value;
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function push<Item>(list: Item[], item: Item): Item {
  list.push(item);
  return item;
}

/** Tools too small to be seen become one, so that fifty slivers read as "48 more tools". */
export function foldSmall(owner: Owner, least: number): Owned[] {
  const small = owner.members.filter((member) => member.value < least && member.tool !== null);
  if (small.length < 2) return owner.members;
  const more: Owned = { key: `${owner.key}/…`, title: plural(small.length, "more tool"), tool: null, parts: [], value: 0 };
  for (const member of small) {
    more.value += member.value;
    for (const { category, value } of member.parts) {
      const part = more.parts.find((one) => one.category === category) ?? push(more.parts, { category, value: 0 });
      part.value += value;
    }
  }
  return [...owner.members.filter((member) => !small.includes(member)), more];
}

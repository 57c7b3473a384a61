// SPDX-License-Identifier: Apache-2.0
import type { Command } from "@/base/commands";
import type { WaterfallRow } from "@/features/trace/rows";
import type { TreeNode } from "@/features/trace/tree";
import { selectSpan } from "@/features/trace/url";

interface Waterfall {
  rows: readonly WaterfallRow[];
  selected: TreeNode | null;
  errors: readonly TreeNode[];
  matches: readonly TreeNode[];
  goTo: (node: TreeNode | undefined) => void;
  toggle: (key: string, kind: "span" | "group") => void;
}

/** The member after (or before) the selected one, round and round; from outside, the next one in the order of the list. */
export function nextOf(nodes: readonly TreeNode[], selected: TreeNode | null, by: 1 | -1): TreeNode | undefined {
  const index = selected ? nodes.indexOf(selected) : -1;
  if (index < 0) return by > 0 ? (nodes.find((node) => selected && node.startMs >= selected.startMs) ?? nodes[0]) : nodes.at(-1);
  return nodes[(index + by + nodes.length) % nodes.length];
}

export function waterfallCommands(waterfall: Waterfall): Command[] {
  const { rows, selected, errors, matches, goTo, toggle } = waterfall;
  const move = (by: 1 | -1) => {
    const spans = rows.flatMap((row) => (row.kind === "span" ? [row.node] : []));
    const index = selected ? spans.indexOf(selected) : -1;
    goTo(spans[index < 0 ? 0 : Math.max(0, Math.min(spans.length - 1, index + by))]);
  };
  const fold = (wanted: boolean) => {
    const row = rows.find((one) => one.kind === "span" && one.node === selected);
    if (row?.kind === "span" && row.node.children.length > 0 && row.folded !== wanted) toggle(row.key, "span");
    else if (wanted) goTo(selected?.parent ?? undefined);
  };
  const command = (id: string, title: string, shortcut: string, run: () => void, when?: () => boolean): Command => ({
    id: `waterfall.${id}`,
    title,
    group: "Waterfall",
    shortcut,
    run,
    ...(when ? { when } : {}),
  });
  return [
    command("down", "Next span", "j", () => move(1)),
    command("up", "Previous span", "k", () => move(-1)),
    command(
      "fold",
      "Fold, or go to the parent",
      "ArrowLeft",
      () => fold(true),
      () => selected !== null,
    ),
    command(
      "unfold",
      "Unfold",
      "ArrowRight",
      () => fold(false),
      () => selected !== null,
    ),
    command(
      "error",
      "Next error",
      "e",
      () => goTo(nextOf(errors, selected, 1)),
      () => errors.length > 0,
    ),
    command(
      "match",
      "Next match",
      "n",
      () => goTo(nextOf(matches, selected, 1)),
      () => matches.length > 0,
    ),
    command(
      "close",
      "Close the span",
      "Escape",
      () => selectSpan(null),
      () => selected !== null,
    ),
  ];
}

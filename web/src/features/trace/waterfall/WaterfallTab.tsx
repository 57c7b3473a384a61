// SPDX-License-Identifier: Apache-2.0
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import type { CallLatency } from "@/api/latency";
import { plural } from "@/base/format";
import { Button, IconButton } from "@/widgets/Button";
import { useCommands } from "@/widgets/hooks";
import { Icon } from "@/widgets/Icon";
import { EmptyNotice } from "@/widgets/Notice";
import { matchesText, reveal, visibleRows, type FoldState } from "@/features/trace/rows";
import type { TraceTree, TreeNode } from "@/features/trace/tree";
import { selectSpan, setFind, setView, type TraceUrl } from "@/features/trace/url";
import { Legend } from "./Legend";
import { Minimap } from "./Minimap";
import { timeScale } from "./scale";
import { WaterfallRows } from "./WaterfallRows";
import { nextOf, waterfallCommands } from "./commands";
import css from "./Waterfall.module.css";

const NOTHING_FOLDED: FoldState = { folded: new Set(), opened: new Set() };

interface WaterfallTabProps {
  tree: TraceTree;
  url: TraceUrl;
  ready: boolean;
  /** Times of model calls, by span. */
  calls: ReadonlyMap<string, CallLatency>;
}

export function WaterfallTab({ tree, url, ready, calls }: WaterfallTabProps) {
  const [folds, setFolds] = useState(NOTHING_FOLDED);
  const search = useRef<HTMLInputElement>(null);
  const selected = url.span ? (tree.byId.get(url.span) ?? null) : null;
  const find = useDeferredValue(url.find);
  const marked = url.marked.join(",");
  const matches = useMemo(() => findMatches(tree, find, marked), [tree, find, marked]);
  const errors = useMemo(() => tree.nodes.filter((node) => node.span.status === "error"), [tree]);
  // A selection made by address, error or search must be visible whatever is folded.
  const shownFolds = useMemo(() => (selected ? reveal(selected, folds) : folds), [selected, folds]);
  const rows = useMemo(() => visibleRows(tree, shownFolds), [tree, shownFolds]);
  const scale = useMemo(() => timeScale(tree.durationMs, url.view), [tree.durationMs, url.view]);

  const goTo = useCallback((node: TreeNode | undefined) => {
    if (node) selectSpan(node.span.span_id);
  }, []);
  const toggle = useCallback(
    (key: string, kind: "span" | "group") =>
      setFolds(() => {
        const name = kind === "span" ? "folded" : "opened";
        const next = new Set(shownFolds[name]);
        if (!next.delete(key)) next.add(key);
        return { ...shownFolds, [name]: next };
      }),
    [shownFolds],
  );

  const commands = useMemo(
    () => waterfallCommands({ rows, selected, errors, matches: matches ?? [], goTo, toggle }),
    [rows, selected, errors, matches, goTo, toggle],
  );
  useCommands(commands);
  useCommands(
    useMemo(
      () => [
        {
          id: "waterfall.find",
          title: "Find in this trace",
          group: "Waterfall",
          shortcut: "/",
          run: () => search.current?.focus(),
        },
      ],
      [],
    ),
  );

  if (ready && tree.nodes.length === 0) return <EmptyNotice title="This trace has no spans" />;
  return (
    <div className={css.tab}>
      <div className={css.tools}>
        <label className={css.find}>
          <Icon name="search" size={14} />
          <input
            ref={search}
            type="search"
            aria-label="Find in this trace"
            placeholder="Find in this trace"
            value={url.find}
            onChange={(event) => setFind(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") goTo(nextOf(matches ?? [], selected, event.shiftKey ? -1 : 1));
              if (event.key === "Escape") event.currentTarget.blur();
            }}
          />
        </label>
        {matches && find !== "" && <span className={css.count}>{plural(matches.length, "match", "matches")}</span>}
        {url.marked.length > 0 && (
          <Button small icon="close" onClick={() => setFind("")}>
            {plural(url.marked.length, "marked span")}
          </Button>
        )}
        {errors.length > 0 && (
          <Button small look="danger" icon="error" onClick={() => goTo(nextOf(errors, selected, 1))}>
            {plural(errors.length, "error")}
          </Button>
        )}
        {url.view && (
          <Button small icon="close" onClick={() => setView(null)}>
            Whole trace
          </Button>
        )}
        <span className={css.spacer} />
        <Legend tree={tree} calls={calls} />
        <IconButton small icon="fold" label="Fold all" onClick={() => setFolds(allFolded(tree))} />
        <IconButton small icon="unfold" label="Unfold all" onClick={() => setFolds(NOTHING_FOLDED)} />
      </div>
      <Minimap tree={tree} view={url.view} onView={setView} />
      <WaterfallRows
        rows={rows}
        scale={scale}
        calls={calls}
        selected={url.span}
        matches={matches}
        find={find}
        onToggle={toggle}
        loading={!ready}
      />
    </div>
  );
}

/** The spans with the text that is looked for, else those that something points at. */
function findMatches(tree: TraceTree, find: string, marked: string): TreeNode[] | null {
  if (find !== "") return tree.nodes.filter((node) => matchesText(node, find));
  if (marked === "") return null;
  const ids = new Set(marked.split(","));
  return tree.nodes.filter((node) => ids.has(node.span.span_id));
}

/** Roots stay open: a list of their children is the shortest useful summary. */
function allFolded(tree: TraceTree): FoldState {
  const inner = tree.nodes.filter((node) => node.depth > 0 && node.children.length > 0);
  return { folded: new Set(inner.map((node) => node.span.span_id)), opened: new Set() };
}

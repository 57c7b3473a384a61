// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react";
import type { RunLatency } from "@/api/latency";
import { groupColour } from "@/base/colour";
import { formatDuration, plural, shortId } from "@/base/format";
import type { TraceTree } from "@/features/trace/tree";
import { hrefWith } from "@/features/trace/url";
import { Button } from "@/widgets/Button";
import { Card } from "@/widgets/Card";
import { Link } from "@/widgets/Link";
import css from "./Latency.module.css";

const SHOWN = 8;

interface CriticalPathProps {
  run: RunLatency;
  tree: TraceTree;
  selected: string | null;
}

/** The spans that had to be shorter for the run to be: those that lasted longest, in the order of time. */
export function CriticalPath({ run, tree, selected }: CriticalPathProps) {
  const [all, setAll] = useState(false);
  const { critical_path: path, e2e_ms: whole } = run;
  const visible = useMemo(() => {
    if (all) return path;
    const longest = new Set([...path].sort((a, b) => b.ms - a.ms).slice(0, SHOWN));
    return path.filter((part) => longest.has(part));
  }, [path, all]);
  return (
    <Card title="Critical path" note="What the end waited for, with its own time; a name opens its span">
      <ol className={css.path}>
        {visible.map(({ span_id: id, ms }, index) => {
          const span = tree.byId.get(id)?.span;
          return (
            <li key={`${id} ${index}`} className={id === selected ? css.selected : undefined}>
              <i style={{ background: groupColour(span?.op_group) }} />
              <Link href={hrefWith({ span: id })} title={span?.service ?? undefined}>
                {span?.name ?? shortId(id)}
              </Link>
              <span className={css.track} aria-hidden="true">
                <span style={{ width: `${whole > 0 ? (100 * ms) / whole : 0}%`, background: groupColour(span?.op_group) }} />
              </span>
              <b>{formatDuration(ms)}</b>
            </li>
          );
        })}
      </ol>
      {path.length > SHOWN && (
        <Button small look="quiet" onClick={() => setAll(!all)}>
          {all ? `The longest ${SHOWN} only` : `All ${plural(path.length, "step")}`}
        </Button>
      )}
    </Card>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { groupColour } from "@/base/colour";
import { formatCount, formatDuration, NONE, plural } from "@/base/format";
import { spansHref } from "@/base/links";
import { Button } from "@/widgets/Button";
import { Link } from "@/widgets/Link";
import { differs, type OwnRow } from "./aligned";
import css from "./Compare.module.css";

const SHOWN = 200;
const INDENT = 14;
const MAX_INDENT = 16;

interface AlignedTreeProps {
  rows: readonly OwnRow[];
  /** Ids of the traces. */
  a: string;
  b: string;
}

/** Both traces as one tree: what only one has is marked, and each figure opens its spans. */
export function AlignedTree({ rows, a, b }: AlignedTreeProps) {
  const [shown, setShown] = useState(SHOWN);
  const most = Math.max(1, ...rows.map(({ ownA, ownB }) => Math.abs(ownB - ownA)));
  if (rows.length === 0) return <p className={css.muted}>Nothing differs noticeably.</p>;
  return (
    <div className={css.treeBox} tabIndex={0} role="group" aria-label="Step by step">
      <table className={css.tree} aria-label="Step by step">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">First</th>
            <th scope="col">Second</th>
            <th scope="col" title="Of its own: without the steps below it">
              Own time, second − first
            </th>
            <th scope="col">Spans</th>
            <th scope="col">Tokens</th>
            <th scope="col">Failed</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row, index) => (
            <Line key={index} row={row} a={a} b={b} most={most} />
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <Button small look="quiet" onClick={() => setShown(shown * 4)}>
          {plural(rows.length - shown, "more step")}
        </Button>
      )}
    </div>
  );
}

function Line({ row, a, b, most }: { row: OwnRow; a: string; b: string; most: number }) {
  const { depth, name, other_name: other, op_group: group, service, a: first, b: second } = row;
  const only = !first ? css.onlyB : !second ? css.onlyA : undefined;
  return (
    <tr className={only}>
      <th scope="row" style={{ paddingLeft: 10 + Math.min(depth, MAX_INDENT) * INDENT }} title={`${name} · ${service}`}>
        <span className={css.swatch} style={{ background: groupColour(group) }} />
        <span className={differs(row) ? undefined : css.same}>
          {name}
          {other && ` → ${other}`}
        </span>
        {!first && <span className={css.only}>only second</span>}
        {!second && <span className={css.only}>only first</span>}
        <span className={css.service}>{service}</span>
      </th>
      <td>{first ? <Link href={spansHref(a, [first.span_id])}>{formatDuration(first.ms)}</Link> : NONE}</td>
      <td>{second ? <Link href={spansHref(b, [second.span_id])}>{formatDuration(second.ms)}</Link> : NONE}</td>
      <td>
        <Delta ms={row.ownB - row.ownA} most={most} />
      </td>
      <td>{both(first?.spans ?? 0, second?.spans ?? 0)}</td>
      <td>{both(first?.tokens ?? 0, second?.tokens ?? 0)}</td>
      <td>{both(first?.errors ?? 0, second?.errors ?? 0)}</td>
    </tr>
  );
}

/** One figure when both are alike, else how it became the other. */
function both(first: number, second: number) {
  if (first === second) return first === 0 ? "" : formatCount(first);
  return (
    <b>
      {formatCount(first)} → {formatCount(second)}
    </b>
  );
}

function Delta({ ms, most }: { ms: number; most: number }) {
  if (ms === 0) return null;
  const width = (50 * Math.abs(ms)) / most;
  const slower = ms > 0;
  return (
    <>
      <span className={slower ? css.worse : css.better}>
        {slower ? "+" : ""}
        {formatDuration(ms)}
      </span>{" "}
      <span className={css.delta} aria-hidden="true">
        <i
          style={{
            width: `${width}%`,
            marginLeft: slower ? "50%" : `${50 - width}%`,
            background: slower ? "var(--error-bar)" : "var(--ok)",
          }}
        />
      </span>
    </>
  );
}

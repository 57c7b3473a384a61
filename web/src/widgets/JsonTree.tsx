// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { parseJsonText, type Json } from "@/base/message";
import css from "./JsonTree.module.css";

const SHOWN_AT_ONCE = 100;
const LONG_TEXT = 600;
/** Longer lists start folded, unless they are all there is. */
const OPEN_ENTRIES = 20;

/** JSON as a tree to unfold. Long lists and texts show their start first. */
export function JsonTree({ value, open = 2 }: { value: Json; open?: number }) {
  return (
    <div className={css.tree}>
      <Node value={parseJsonText(value)} open={open} />
    </div>
  );
}

function Node({ name, value, open }: { name?: string; value: Json; open: number }) {
  const [limit, setLimit] = useState(SHOWN_AT_ONCE);
  const [unfolded, setUnfolded] = useState(open > 0 && (name === undefined || sizeOf(value) <= OPEN_ENTRIES));
  const label = name === undefined ? null : <span className={css.key}>{name}: </span>;
  if (value === null || typeof value !== "object") {
    return (
      <div>
        {label}
        <Leaf value={value} />
      </div>
    );
  }
  const entries: [string, Json][] = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : Object.entries(value);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  if (entries.length === 0) {
    return (
      <div>
        {label}
        <span className={css.size}>{size}</span>
      </div>
    );
  }
  return (
    <details open={unfolded} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>
        {label}
        <span className={css.size}>{size}</span>
      </summary>
      {unfolded && (
        <div className={css.children}>
          {entries.slice(0, limit).map(([key, child]) => (
            <Node key={key} name={key} value={child} open={open - 1} />
          ))}
          {entries.length > limit && (
            <button type="button" className={css.more} onClick={() => setLimit(limit * 10)}>
              {entries.length - limit} more
            </button>
          )}
        </div>
      )}
    </details>
  );
}

function sizeOf(value: Json): number {
  return value === null || typeof value !== "object" ? 0 : Object.keys(value).length;
}

function Leaf({ value }: { value: string | number | boolean | null }) {
  const [whole, setWhole] = useState(false);
  if (typeof value !== "string") return <span className={css.atom}>{String(value)}</span>;
  if (whole || value.length <= LONG_TEXT) return <span className={css.string}>"{value}"</span>;
  return (
    <>
      <span className={css.string}>"{value.slice(0, LONG_TEXT)}…"</span>{" "}
      <button type="button" className={css.more} onClick={() => setWhole(true)}>
        all {value.length.toLocaleString("en-US")} characters
      </button>
    </>
  );
}

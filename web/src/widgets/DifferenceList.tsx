// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import {
  differenceTitle,
  differenceWords,
  doorOf,
  fieldTitle,
  figureText,
  isFigure,
  share,
  together,
  valueTitle,
  type Difference,
  type Side,
  type Told,
} from "@/base/differences";
import { plural } from "@/base/format";
import { withSearch } from "@/base/location";
import { Button } from "./Button";
import css from "./DifferenceList.module.css";
import { Fold } from "./Fold";
import { Link } from "./Link";

interface DifferenceListProps {
  differences: readonly Difference[];
  a: Side;
  b: Side;
  /** How many are shown before one asks for all. */
  shown?: number;
}

const SHOWN = 12;

/** In what two sets of traces differ, the most telling first; every number opens the traces behind it. */
export function DifferenceList({ differences, a, b, shown = SHOWN }: DifferenceListProps) {
  const [all, setAll] = useState(false);
  const told = together(differences);
  const news = told.filter(({ given }) => !given);
  const given = told.filter((one) => one.given);
  return (
    <>
      <ol className={css.list} aria-label="Differences">
        {news.slice(0, all ? undefined : shown).map((one) => (
          <Item key={`${one.field} ${one.value ?? ""}`} told={one} a={a} b={b} />
        ))}
      </ol>
      {news.length > shown && (
        <div>
          <Button small look="quiet" onClick={() => setAll(!all)}>
            {all ? `The first ${shown} only` : `All ${plural(news.length, "difference")}`}
          </Button>
        </div>
      )}
      {given.length > 0 && (
        <Fold summary={`By what they were chosen: ${[...new Set(given.map(({ field }) => fieldTitle(field)))].join(", ")}`}>
          <ol className={css.list}>
            {given.map((one) => (
              <Item key={`${one.field} ${one.value ?? ""}`} told={one} a={a} b={b} />
            ))}
          </ol>
        </Fold>
      )}
    </>
  );
}

function Item({ told, a, b }: { told: Told; a: Side; b: Side }) {
  const { field, also, separation } = told;
  return (
    <li className={css.item}>
      <div className={css.what}>
        <h3>
          {isFigure(told) ? (
            differenceTitle(told)
          ) : (
            <>
              <span className={css.field}>{fieldTitle(field)} is</span> {valueTitle(told)}
            </>
          )}
        </h3>
        <p>{differenceWords(told, a, b)}</p>
        {also.length > 0 && <Also also={also} />}
      </div>
      <div className={css.bars} title={`How well it tells them apart: ${Math.round(separation * 100)} of 100`}>
        <Bar told={told} side={a} which="a" most={most(told)} />
        <Bar told={told} side={b} which="b" most={most(told)} />
      </div>
    </li>
  );
}

const most = ({ a_median: a = 0, b_median: b = 0 }: Told) => Math.max(a, b);
const ALSO = 4;

/** Values of the very same shares: they go together, and one of them is enough to know. */
function Also({ also }: { also: readonly Difference[] }) {
  const words = also.map((one) => differenceTitle(one));
  return (
    <p className={css.also} title={words.join("\n")}>
      goes with {words.slice(0, ALSO).join(", ")}
      {words.length > ALSO && ` and ${words.length - ALSO} more`}
    </p>
  );
}

interface BarProps {
  told: Told;
  side: Side;
  which: "a" | "b";
  most: number;
}

function Bar({ told, side, which, most: longest }: BarProps) {
  const median = which === "a" ? told.a_median : told.b_median;
  const part = which === "a" ? told.a_share : told.b_share;
  const width = isFigure(told) ? (longest > 0 ? (median ?? 0) / longest : 0) : (part ?? 0);
  const text = isFigure(told) ? figureText(told, median) : share(part);
  const door = doorOf(told, side, median);
  const count = isFigure(told) ? "" : ` (about ${Math.round((part ?? 0) * side.traces)} of ${side.traces})`;
  const content = (
    <>
      <span className={css.lane}>
        <i className={css[which]} style={{ width: `${100 * width}%` }} />
      </span>
      <b>{text}</b>
    </>
  );
  const label = `${side.title}: ${text}${count}`;
  if (!door || (!isFigure(told) && part === 0)) {
    return (
      <span className={css.bar} title={label}>
        {content}
      </span>
    );
  }
  return (
    <Link
      className={css.bar}
      href={withSearch("/traces", new URLSearchParams(door))}
      title={`${label}; opens them`}
      aria-label={label}
    >
      {content}
    </Link>
  );
}

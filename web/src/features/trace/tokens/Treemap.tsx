// SPDX-License-Identifier: Apache-2.0
import { useMemo, useRef, useState, type CSSProperties } from "react";
import type { LedgerEntry } from "@/api/ledger";
import { categoryFill, categoryOf } from "@/base/categories";
import { formatCost, formatCount, formatPercent } from "@/base/format";
import { toolHref } from "@/base/links";
import { squarify, type Rect } from "@/charts/treemap";
import { useElementSize } from "@/charts/useElementSize";
import { Card } from "@/widgets/Card";
import { Choice } from "@/widgets/Choice";
import { Link } from "@/widgets/Link";
import { foldSmall, ownersOf, PART_TITLES, type Measure, type Owned, type Owner } from "./owners";
import css from "./Treemap.module.css";

/** Tools below this share of everything are shown as one. */
const LEAST_SHARE = 0.004;
const OWNER_HEAD = 20;
const TOOL_HEAD = 17;

const boxOf = ({ x, y, width, height }: Rect): CSSProperties => ({ left: x, top: y, width, height });

/** Who the tokens or the money belong to: server, tool, and what of the tool. */
export function Treemap({ entries }: { entries: readonly LedgerEntry[] }) {
  const host = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(host);
  const [wanted, setWanted] = useState<Measure>("tokens");
  const priced = entries.some((entry) => entry.cost_usd != null);
  const measure = priced ? wanted : "tokens";
  const owners = useMemo(() => ownersOf(entries, measure), [entries, measure]);
  const total = owners.reduce((sum, owner) => sum + owner.value, 0);
  const format = measure === "tokens" ? formatCount : formatCost;
  const placed = squarify(owners, (owner) => owner.value, { x: 0, y: 0, width, height });
  return (
    <Card
      tall
      title="Who they belong to"
      note={measure === "tokens" ? `${format(total)} tokens sent and written` : `${format(total)} in all`}
      aside={
        <Choice
          label="Measure"
          value={measure}
          onChange={setWanted}
          options={[
            { id: "tokens", title: "Tokens" },
            { id: "cost", title: "Money", disabled: priced ? undefined : "No price is known for these calls" },
          ]}
        />
      }
    >
      <div ref={host} className={css.map} role="group" aria-label="Treemap of servers and tools">
        {placed.map(({ item, ...rect }) => (
          <OwnerBox key={item.key} owner={item} rect={rect} total={total} format={format} />
        ))}
      </div>
      <Key />
    </Card>
  );
}

function Key() {
  return (
    <ul className={css.key}>
      {Object.entries(PART_TITLES).map(([category, title]) => (
        <li key={category}>
          <i style={{ background: categoryFill(category) }} />
          {title}
        </li>
      ))}
    </ul>
  );
}

const titleOf = (category: string) => PART_TITLES[category] ?? categoryOf(category).title;

interface BoxProps {
  rect: Rect;
  total: number;
  format: (value: number) => string;
}

function OwnerBox({ owner, rect, total, format }: BoxProps & { owner: Owner }) {
  const head = rect.height > 2 * OWNER_HEAD && rect.width > 48 ? OWNER_HEAD : 0;
  const inside = { x: 1, y: head, width: rect.width - 3, height: rect.height - head - 2 };
  const members = squarify(foldSmall(owner, total * LEAST_SHARE), (member) => member.value, inside);
  return (
    <div className={css.owner} style={boxOf(rect)}>
      {head > 0 && (
        <div className={css.ownerHead}>
          <b>{owner.title}</b> {formatPercent(owner.value, total)}
        </div>
      )}
      {members.map(({ item, ...box }) => (
        <MemberBox key={item.key} owner={owner} member={item} rect={box} total={total} format={format} />
      ))}
    </div>
  );
}

function MemberBox({ owner, member, rect, total, format }: BoxProps & { owner: Owner; member: Owned }) {
  const labelled = rect.width > 62 && rect.height > TOOL_HEAD + 12;
  const head = labelled ? TOOL_HEAD : 0;
  const area = { x: 0, y: head, width: rect.width - 1, height: rect.height - head - 1 };
  const parts = squarify(member.parts, (part) => part.value, area);
  const figures = member.parts.map(({ category, value }) => `${titleOf(category)} ${format(value)}`);
  const words = `${owner.title} · ${member.title}: ${format(member.value)}, ${formatPercent(member.value, total)}\n${figures.join("\n")}`;
  const content = (
    <>
      {labelled && (
        <span className={css.memberHead} aria-hidden="true">
          {member.title} <small>{format(member.value)}</small>
        </span>
      )}
      {parts.map(({ item, ...box }) => (
        <span
          key={item.category}
          className={css.part}
          aria-hidden="true"
          style={{ ...boxOf(box), background: categoryFill(item.category) }}
        >
          {box.width > 130 && box.height > 44 && (
            <span className={css.partLabel}>
              {titleOf(item.category)} <b>{format(item.value)}</b>
            </span>
          )}
        </span>
      ))}
    </>
  );
  if (member.tool === null) {
    return (
      <div className={css.member} style={boxOf(rect)} title={words} role="img" aria-label={words}>
        {content}
      </div>
    );
  }
  return (
    <Link className={css.member} style={boxOf(rect)} title={words} href={toolHref(member.tool, owner.server)}>
      <span className="visually-hidden">{words}</span>
      {content}
    </Link>
  );
}

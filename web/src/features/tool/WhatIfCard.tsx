// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { whatIfQuery } from "@/api/tools";
import { formatCost, formatCount, formatPercent, NONE, plural } from "@/base/format";
import { Card } from "@/widgets/Card";
import { useTimeRange } from "@/widgets/hooks";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Tool.module.css";

/** What changes to the server of a tool would have saved. They overlap, so they are never added up. */
export function WhatIfCard({ server }: { server: string }) {
  const range = useTimeRange();
  const { data, error } = useQuery(whatIfQuery(server, range));
  const options = [...(data?.options ?? [])].sort(
    (a, b) => (b.saved_usd ?? 0) - (a.saved_usd ?? 0) || (b.saved_tokens ?? 0) - (a.saved_tokens ?? 0),
  );
  const note = data && `${plural(data.runs, "run")} cost ${formatCost(data.cost_usd)} in this time range; each line on its own`;
  return (
    <Card title={server ? `What if, for ${server}` : "What if, over all servers"} note={note}>
      {error && !data && <ErrorNotice error={error} />}
      {!error && !data && <Skeleton height={148} />}
      {data?.options.length === 0 && <p className={css.muted}>There is nothing to save: no run with tools was analysed.</p>}
      <ul className={css.options}>
        {options.map(({ option, title, saved_usd: usd, saved_tokens: tokens, share, detail, assumes }) => (
          <li key={option}>
            <b className={css.saved}>{usd ? `−${formatCost(usd)}` : usd === 0 ? formatCost(0) : NONE}</b>
            <div>
              <h3>{title}</h3>
              <p className={css.muted}>{[detail, assumes && `Assumes that ${assumes}.`].filter(Boolean).join(" ")}</p>
            </div>
            <div className={css.share}>
              <span>
                {formatCount(tokens)} tokens{share == null ? "" : `, ${formatPercent(share, 1)}`}
              </span>
              <i>
                <i style={{ width: `${Math.min(100, 100 * (share ?? 0))}%` }} />
              </i>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

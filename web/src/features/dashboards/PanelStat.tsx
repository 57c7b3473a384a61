// SPDX-License-Identifier: Apache-2.0
import type { Panel, PanelQuery } from "@/base/dashboard";
import { formatInUnit } from "@/base/units";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Panel.module.css";
import type { PanelContext } from "./panelContext";
import { usePanelData } from "./usePanelData";

const SHOWN = 6;

/** One number for the whole range; several when there are several series. */
export function PanelStat({ panel, queries, context }: { panel: Panel; queries: PanelQuery[]; context: PanelContext }) {
  const { data, error } = usePanelData(queries, context.values, true);
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <Skeleton height={40} />;
  const series = data.series.filter(({ values }) => values.some((value) => value !== null));
  if (series.length === 0) return <p className={css.nothing}>Nothing in this time range.</p>;
  return (
    <ul className={css.stats}>
      {series.slice(0, SHOWN).map(({ label, values }) => (
        <li key={label}>
          <b>
            {formatInUnit(
              values.findLast((value) => value !== null),
              panel.unit ?? "",
            )}
          </b>
          <small>{label}</small>
        </li>
      ))}
      {series.length > SHOWN && <li className={css.quiet}>and {series.length - SHOWN} more</li>}
    </ul>
  );
}

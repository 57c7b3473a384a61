// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import type { PanelState } from "@/api/dashboards";
import type { Panel, PanelQuery } from "@/base/dashboard";
import { pinHref } from "@/base/dashboard";
import { Icon } from "@/widgets/Icon";
import { Link } from "@/widgets/Link";
import { Markdown } from "@/widgets/message/Markdown";
import { exploreHref } from "./doors";
import css from "./Panel.module.css";
import { PanelChart } from "./PanelChart";
import type { PanelContext } from "./panelContext";
import { PanelStat } from "./PanelStat";
import { PanelTable } from "./PanelTable";

interface PanelCardProps {
  panel: Panel;
  state: PanelState | undefined;
  context: PanelContext;
  /** Tools for changing it, while it is changed. */
  tools?: ReactNode;
  /** Whether it can be taken to another dashboard. */
  pinned?: boolean;
}

/** A panel with its title. */
export function PanelCard({ panel, state, context, tools, pinned = false }: PanelCardProps) {
  const queries = state?.queries ?? panel.queries ?? [];
  const first = queries[0];
  return (
    <section className={css.card} aria-label={panel.title || "Text"} id={panel.id}>
      <header className={css.head}>
        <h2>{panel.title}</h2>
        {tools ?? (
          <span className={css.doors}>
            {pinned && first && (
              <Link href={pinHref({ ...panel, queries })} title="Pin to a dashboard" aria-label={`Pin ${panel.title}`}>
                <Icon name="bookmark" size={13} />
              </Link>
            )}
            {first && (
              <Link
                href={exploreHref(first, context.values)}
                title={doorTitle(first)}
                aria-label={`${doorTitle(first)}: ${panel.title}`}
              >
                <Icon name="right" size={13} />
              </Link>
            )}
          </span>
        )}
      </header>
      <Body panel={panel} state={state} queries={queries} context={context} />
    </section>
  );
}

function doorTitle(query: PanelQuery): string {
  return query.source === "metric" ? "Open in Metrics" : query.source === "logs" ? "Open the logs" : "Open the traces";
}

function Body({
  panel,
  state,
  queries,
  context,
}: {
  panel: Panel;
  state: PanelState | undefined;
  queries: PanelQuery[];
  context: PanelContext;
}) {
  if (panel.kind === "text")
    return (
      <div className={css.text}>
        <Markdown text={panel.text ?? ""} />
      </div>
    );
  if (state?.empty) return <p className={css.needs}>{state.empty}</p>;
  switch (panel.kind) {
    case "lines":
    case "bars":
      return <PanelChart panel={panel} queries={queries} context={context} />;
    case "stat":
      return <PanelStat panel={panel} queries={queries} context={context} />;
    case "table":
      return <PanelTable panel={panel} queries={queries} context={context} />;
  }
}

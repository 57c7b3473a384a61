// SPDX-License-Identifier: Apache-2.0
import type { Issue } from "@/api/findings";
import { formatCost, formatCount, formatPercent, NONE } from "@/base/format";
import { findingHref } from "@/base/links";
import { Sparkline } from "@/charts/Sparkline";
import type { Column } from "@/widgets/DataTable";
import { Chip, SeverityMark, Time } from "@/widgets/Figures";
import { Link } from "@/widgets/Link";
import css from "./Findings.module.css";
import { ruleTitle, STATUS_WORDS, whereOf } from "./words";

export const hrefOf = (issue: Issue) => findingHref(issue.id);

export const columns: readonly Column<Issue>[] = [
  { id: "severity", title: "", width: "40px", cell: ({ severity }) => <SeverityMark severity={severity} /> },
  {
    id: "title",
    title: "Finding",
    width: "minmax(224px, 5fr)",
    cell: (issue) => (
      <Link href={hrefOf(issue)} className={css.title} title={issue.title}>
        <span>
          <b>{issue.title}</b>
          {issue.reopened && (
            <Chip note title="It was fixed, and came back">
              reopened
            </Chip>
          )}
          {issue.status !== "open" && <Chip>{STATUS_WORDS[issue.status]}</Chip>}
        </span>
        <small>
          {ruleTitle(issue.name)} · {whereOf(issue)}
        </small>
      </Link>
    ),
  },
  {
    id: "cost",
    title: "Money",
    width: "96px",
    end: true,
    sortable: true,
    cell: ({ cost_usd: cost }) => <b>{formatCost(cost)}</b>,
  },
  {
    id: "share",
    title: "Share",
    hint: "Of what the agent cost in this time range",
    width: "70px",
    end: true,
    cell: ({ share }) => (share == null ? NONE : formatPercent(share, 1)),
  },
  { id: "tokens", title: "Tokens", width: "78px", end: true, sortable: true, cell: ({ tokens }) => formatCount(tokens) },
  { id: "runs", title: "Runs", width: "66px", end: true, sortable: true, cell: ({ runs }) => formatCount(runs) },
  {
    id: "spark",
    title: "Runs over time",
    width: "112px",
    cell: ({ spark }) => <Sparkline values={spark ?? []} label="Runs over time" />,
  },
  { id: "last", title: "Last seen", width: "120px", sortable: true, cell: ({ last_time: last }) => <Time value={last} /> },
];

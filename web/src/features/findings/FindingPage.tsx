// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { issueQuery, issuesQuery, type Issue, type IssueChange } from "@/api/findings";
import { term } from "@/base/filter";
import { formatCost, formatCount, formatPercent, NONE } from "@/base/format";
import { toolHref } from "@/base/links";
import { keepRange, type PathParameters } from "@/base/location";
import { Sparkline } from "@/charts/Sparkline";
import { Card } from "@/widgets/Card";
import { Chip, SeverityMark, Time } from "@/widgets/Figures";
import { useDocumentTitle, useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { Tile, Tiles } from "@/widgets/Tile";
import css from "./Finding.module.css";
import { IssueRuns } from "./IssueRuns";
import { StatusForm } from "./StatusForm";
import { ruleTitle, STATUS_WORDS } from "./words";

const RULES = { q: "", status: "all", severity: "", rule: "", sort: "cost" };

/** One finding over all runs that have it. */
export function FindingPage({ parameters }: { parameters: PathParameters }) {
  const id = parameters.id ?? "";
  const range = useTimeRange();
  const { data, error } = useQuery(issueQuery(id, range));
  const rules = useQuery(issuesQuery(RULES, range));
  useDocumentTitle(data?.issue.title ?? "Finding");
  if (error && !data) {
    return (
      <EmptyNotice title="This finding cannot be shown">
        <ErrorNotice error={error} />
        <p>
          It may lie outside the time range. <Link href={keepRange("/findings")}>All findings</Link>
        </p>
      </EmptyNotice>
    );
  }
  const issue = data?.issue;
  const rule = rules.data?.rules.find((one) => one.rule === issue?.rule);
  return (
    <div className={css.page}>
      <header className={css.head}>
        <Link className={css.back} href={keepRange("/findings")}>
          Findings
        </Link>
        {issue ? <Title issue={issue} /> : <Skeleton width="min(480px, 80%)" height={20} />}
        <QueryStats stats={data?.stats} />
      </header>
      <Figures issue={issue} />
      <div className={css.columns}>
        <div className={css.main}>
          <Card title="What it is" note={issue && `${ruleTitle(issue.name)} · ${issue.rule}`}>
            {issue ? (
              <div className={css.text}>
                {rule?.about && <p className={css.sentence}>{rule.about}</p>}
                {issue.fix && (
                  <p>
                    <b>What to do.</b> {issue.fix}
                  </p>
                )}
                {rule && (
                  <p className={css.muted}>
                    {[rule.warning && `Warning ${rule.warning}`, rule.critical && `critical ${rule.critical}`]
                      .filter(Boolean)
                      .join(", ")}
                    {". "}
                    <Link href={keepRange("/findings", { thresholds: "1" })}>Change the thresholds</Link>
                  </p>
                )}
              </div>
            ) : (
              <Skeleton height={80} />
            )}
          </Card>
          <IssueRuns runs={data?.runs} />
        </div>
        <div className={css.side}>
          <Card title="State">{issue ? <StatusForm key={issue.status} issue={issue} /> : <Skeleton height={64} />}</Card>
          <History history={data?.history ?? []} />
        </div>
      </div>
    </div>
  );
}

function Title({ issue }: { issue: Issue }) {
  const { severity, title, status, reopened, agent, tool, server, service } = issue;
  return (
    <div className={css.title}>
      <h1>{title}</h1>
      <div className={css.chips}>
        <SeverityMark severity={severity} words />
        <Chip>{STATUS_WORDS[status]}</Chip>
        {reopened && (
          <Chip note title="It was fixed, and came back">
            reopened
          </Chip>
        )}
        {agent && (
          <Chip icon="agents" title="Agent" href={keepRange("/traces", { q: term("agent", agent), sort: "-cost_usd" })}>
            {agent}
          </Chip>
        )}
        {tool && (
          <Chip icon="tools" title="Tool" href={toolHref(tool, server)}>
            {server ? `${server} / ${tool}` : tool}
          </Chip>
        )}
        {service && (
          <Chip icon="services" title="Service" href={keepRange("/traces", { q: term("service", service), sort: "-cost_usd" })}>
            {service}
          </Chip>
        )}
      </div>
    </div>
  );
}

function Figures({ issue }: { issue: Issue | undefined }) {
  return (
    <Tiles label="Figures">
      <Tile
        title="Money"
        hint="What the tokens it points at cost in this time range"
        value={issue && formatCost(issue.cost_usd)}
        note={issue && (issue.cost_usd == null ? "no price is known" : undefined)}
        good="down"
      />
      <Tile
        title="Of the agent's bill"
        value={issue && (issue.share == null ? NONE : formatPercent(issue.share, 1))}
        note={issue?.agent ?? undefined}
        good="down"
      />
      <Tile title="Tokens" value={issue && formatCount(issue.tokens)} good="down" />
      <Tile title="Runs" value={issue && formatCount(issue.runs)} good="down" />
      <div className={css.trend}>
        <span>Runs over time</span>
        {issue && <Sparkline values={issue.spark ?? []} label="Runs over time" width={132} height={30} />}
        <small>{issue && <Time value={issue.last_time} />}</small>
      </div>
    </Tiles>
  );
}

function History({ history }: { history: readonly IssueChange[] }) {
  return (
    <Card title="History">
      {history.length === 0 && <p className={css.muted}>Nobody has changed its state.</p>}
      <ul className={css.history}>
        {[...history].reverse().map(({ time, status, note, by }) => (
          <li key={`${time} ${status}`}>
            <b>{STATUS_WORDS[status]}</b> <Time value={time} /> {by && <span className={css.muted}>{by}</span>}
            {note && <p>{note}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

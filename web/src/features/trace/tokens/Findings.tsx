// SPDX-License-Identifier: Apache-2.0
import type { TraceFinding } from "@/api/ledger";
import { formatCost, formatCount, plural } from "@/base/format";
import { findingHref, markedSpans, toolHref } from "@/base/links";
import { hrefWith } from "@/features/trace/url";
import { Card } from "@/widgets/Card";
import { SeverityMark } from "@/widgets/Figures";
import { Link } from "@/widgets/Link";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Tokens.module.css";

/** What the rules found, with what to do about it. */
export function Findings({ findings, error }: { findings: readonly TraceFinding[] | undefined; error: Error | null }) {
  return (
    <Card title="What to do" note={findings && findings.length > 0 ? plural(findings.length, "finding") : undefined}>
      {!findings && (error ? <ErrorNotice error={error} /> : <Skeleton height={160} />)}
      {findings?.length === 0 && (
        <p className={css.quiet}>
          No rule found anything. Short runs are not judged: below 20,000 tokens there is little to save.
        </p>
      )}
      <ul className={css.findings}>
        {findings?.map((finding, index) => (
          <Finding key={`${finding.rule} ${index}`} finding={finding} />
        ))}
      </ul>
    </Card>
  );
}

function Finding({ finding }: { finding: TraceFinding }) {
  const { severity, title, detail, fix, tokens, cost_usd: cost, tool, server, issue, span_ids: spans = [] } = finding;
  const figures = [cost == null ? null : formatCost(cost), tokens == null ? null : `${formatCount(tokens)} tokens`];
  return (
    <li>
      <SeverityMark severity={severity} />
      <div>
        <h3>{title}</h3>
        <p>
          <b>{figures.filter(Boolean).join(" · ")}</b> <span className={css.muted}>{detail}</span>
        </p>
        {fix && <p>{fix}</p>}
        <p className={css.doors}>
          {spans && spans.length > 0 && (
            <Link href={hrefWith({ tab: null, find: null, marked: null, ...markedSpans(spans) })}>
              {spans.length === 1 ? "Its span" : `Its ${plural(spans.length, "span")} in the waterfall`}
            </Link>
          )}
          {tool && <Link href={toolHref(tool, server)}>{tool}</Link>}
          {issue && <Link href={findingHref(issue)}>All runs that have it</Link>}
        </p>
      </div>
    </li>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { toolQuery, type ToolFigures } from "@/api/tools";
import { categoryFill } from "@/base/categories";
import { formatBytes, formatCost, formatCount, formatDuration, formatPercent, NONE, plural } from "@/base/format";
import { toolFilter } from "@/base/links";
import { keepRange, type PathParameters } from "@/base/location";
import { Card } from "@/widgets/Card";
import { Chip, Time } from "@/widgets/Figures";
import { useDocumentTitle, useSearchValue, useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { Tile, Tiles } from "@/widgets/Tile";
import { Errors } from "./Errors";
import { LargestResults } from "./LargestResults";
import css from "./Tool.module.css";
import { Trend } from "./Trend";
import { Versions } from "./Versions";
import { WhatIfCard } from "./WhatIfCard";
import { answer, partsOf } from "./words";

/** One tool of one server: what it does, what it takes, and what could be saved. */
export function ToolPage({ parameters }: { parameters: PathParameters }) {
  const name = parameters.tool ?? "";
  const server = useSearchValue("server");
  const range = useTimeRange();
  const { data, error } = useQuery(toolQuery(name, server, range));
  useDocumentTitle(name);
  if (error && !data) {
    return (
      <EmptyNotice title={`${name} cannot be shown`}>
        <ErrorNotice error={error} />
        <p>
          It may not have been offered or called in this time range. <Link href={keepRange("/tools")}>All tools</Link>
        </p>
      </EmptyNotice>
    );
  }
  const tool = data?.tool;
  return (
    <div className={css.page}>
      <header className={css.head}>
        <Link className={css.back} href={keepRange("/tools")}>
          Tools
        </Link>
        <div className={css.title}>
          <h1>{name}</h1>
          <div className={css.chips}>
            {server ? (
              <Chip icon="services" title="Tools of this server" href={keepRange("/tools", { find: server })}>
                {server}
              </Chip>
            ) : (
              <Chip>no MCP server</Chip>
            )}
            <Chip icon="traces" title="Traces that called it" href={keepRange("/traces", { q: toolFilter(name, server) })}>
              traces
            </Chip>
            <Chip
              icon="costs"
              title="The dearest traces that called it"
              href={keepRange("/traces", { q: toolFilter(name, server), sort: "-cost_usd" })}
            >
              dearest traces
            </Chip>
            {tool?.last_time && (
              <span className={css.muted}>
                last seen <Time value={tool.last_time} />
              </span>
            )}
          </div>
        </div>
        <QueryStats stats={data?.stats} />
      </header>
      <p className={css.answer}>{tool ? answer(tool) : <Skeleton width="min(520px, 90%)" height={16} />}</p>
      <Figures tool={tool} server={server} name={name} />
      <div className={css.columns}>
        <Trend
          series={data?.series ?? undefined}
          stepMs={data?.step_ms ?? undefined}
          filter={toolFilter(name, server)}
          inferred={tool?.inferred_calls ?? 0}
          loading={!data}
        />
        <Parts tool={tool} />
      </div>
      <WhatIfCard server={server} />
      <Versions versions={data?.versions ?? undefined} loading={!data} />
      <div className={css.columns}>
        <LargestResults results={data?.largest ?? undefined} loading={!data} />
        <Errors errors={data?.errors ?? undefined} filter={toolFilter(name, server)} loading={!data} />
      </div>
    </div>
  );
}

function Figures({ tool, server, name }: { tool: ToolFigures | undefined; server: string; name: string }) {
  const traces = (more = "") => keepRange("/traces", { q: toolFilter(name, server, more) });
  return (
    <Tiles label="Figures">
      <Tile
        title="Cost"
        hint="Of everything it took: definition, arguments and results, first sent and sent again"
        href={keepRange("/traces", { q: toolFilter(name, server), sort: "-cost_usd" })}
        value={tool && formatCost(tool.cost_usd)}
        note={tool && `${formatCount(tool.total_tokens)} tokens`}
        good="down"
      />
      <Tile
        title="Brought nothing new"
        hint="Its definition in runs that never used it, and its results sent again"
        value={tool && formatCount(tool.waste_tokens)}
        note={
          tool?.waste_tokens != null && tool.total_tokens
            ? `${formatPercent(tool.waste_tokens, tool.total_tokens)} of it`
            : undefined
        }
        good="down"
      />
      <Tile
        title="One call more"
        hint="Its arguments, and its result in every call that carries it"
        value={tool && formatCost(tool.marginal_usd)}
        note={tool?.marginal_tokens == null ? undefined : `${formatCount(tool.marginal_tokens)} tokens`}
        good="down"
      />
      <Tile
        title="Used"
        href={traces()}
        value={tool && usedShare(tool)}
        note={tool?.offered_runs == null ? undefined : `${formatCount(tool.used_runs)} of ${plural(tool.offered_runs, "run")}`}
        good="up"
      />
      <Tile
        title="Failed"
        href={traces(" has:error")}
        value={tool && formatPercent(tool.errors, tool.calls)}
        note={tool && failedNote(tool)}
        good="down"
      />
      <Tile
        title="Latency, p95"
        value={tool && formatDuration(tool.p95_ms)}
        note={tool?.p50_ms == null ? undefined : `p50 ${formatDuration(tool.p50_ms)}`}
        good="down"
      />
      <Tile
        title="Arguments, p95"
        hint="Size that 95 % of its arguments stay below, of the latest calls whose text is stored"
        value={tool && formatBytes(tool.args_bytes_p95)}
        note={tool?.args_bytes_p50 == null ? undefined : `p50 ${formatBytes(tool.args_bytes_p50)}`}
        good="down"
      />
      <Tile
        title="Result, p95"
        hint="Tokens that 95 % of its results stay below, and their size"
        value={tool && formatCount(tool.result_tokens_p95)}
        note={resultNote(tool)}
        good="down"
      />
    </Tiles>
  );
}

function resultNote(tool: ToolFigures | undefined): string | undefined {
  const parts = [];
  if (tool?.result_tokens_p50 != null) parts.push(`p50 ${formatCount(tool.result_tokens_p50)} tokens`);
  if (tool?.result_bytes_p95 != null) parts.push(`p95 ${formatBytes(tool.result_bytes_p95)}`);
  return parts.length > 0 ? parts.join(", ") : undefined;
}

/** What its tokens were. */
function Parts({ tool }: { tool: ToolFigures | undefined }) {
  const parts = tool ? partsOf(tool) : [];
  const total = parts.reduce((sum, { tokens }) => sum + tokens, 0);
  return (
    <Card title="Where its tokens went" note={tool && `${formatCount(total)} tokens`}>
      {!tool && <Skeleton height={140} />}
      {tool && total === 0 && <p className={css.muted}>Its tokens are not known: no run that has it was analysed.</p>}
      {total > 0 && (
        <ul className={css.parts}>
          {parts.map(({ category, title, about, tokens }) => (
            <li key={category}>
              <div>
                <span>
                  {title} <span className={css.muted}>{about}</span>
                </span>
                <b>{formatCount(tokens)}</b>
                <span className={css.muted}>{formatPercent(tokens, total)}</span>
              </div>
              {tokens > 0 && <i style={{ width: `${(100 * tokens) / total}%`, background: categoryFill(category) }} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function failedNote({ calls, errors, inferred_calls: inferred }: ToolFigures): string {
  if (calls > 0) return `${formatCount(errors)} of ${plural(calls, "call")}`;
  return inferred ? "no span says" : "never called";
}

/** Not all runs say which tools they were offered. */
function usedShare({ used_runs: used, offered_runs: offered }: ToolFigures): string {
  return offered && (used ?? 0) <= offered ? formatPercent(used ?? 0, offered) : NONE;
}

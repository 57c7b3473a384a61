// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ledgerQuery, traceFindingsQuery, type Ledger } from "@/api/ledger";
import { selectSpan } from "@/features/trace/url";
import { Chip } from "@/widgets/Figures";
import { useCommands } from "@/widgets/hooks";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton, WarningNotice } from "@/widgets/Notice";
import { Basis } from "./Basis";
import { CallChart } from "./CallChart";
import { Findings } from "./Findings";
import { Results } from "./Results";
import { Summary } from "./Summary";
import css from "./Tokens.module.css";
import { ToolTable } from "./ToolTable";
import { Treemap } from "./Treemap";

/** Where the tokens and the money of a run went. */
export function TokensTab({ traceId, selected }: { traceId: string; selected: string | null }) {
  const { data, error } = useQuery(ledgerQuery(traceId));
  useCommands(
    useMemo(
      () => [{ id: "tokens.close", title: "Close the span", group: "Trace", shortcut: "Escape", run: () => selectSpan(null) }],
      [],
    ),
  );
  if (error && !data) return <ErrorNotice error={error} />;
  if (!data || data.state === "pending") return <Pending pending={data !== undefined} />;
  if (!data.totals || data.totals.calls === 0) {
    return (
      <EmptyNotice title="Nothing here called a model">
        <p>The ledger appears with the first model call of the trace.</p>
      </EmptyNotice>
    );
  }
  if (!data.totals.input_tokens && !data.totals.output_tokens) return <UsageUnknown ledger={data} />;
  return <Known traceId={traceId} ledger={data} selected={selected} />;
}

function Known({ traceId, ledger, selected }: { traceId: string; ledger: Ledger; selected: string | null }) {
  const { totals, calls, entries, tools, results, notes, state, sentence, truncated, stats } = ledger;
  const findings = useQuery(traceFindingsQuery(traceId, state));
  if (!totals) return null;
  return (
    <div className={css.tab}>
      <header className={css.head}>
        <h2>{sentence}</h2>
        <div className={css.marks}>
          {state === "running" && (
            <Chip note title="The run goes on: figures grow with it">
              still running
            </Chip>
          )}
          <Basis totals={totals} />
          <QueryStats stats={stats} />
        </div>
      </header>
      <Summary totals={totals} />
      {truncated && (
        <WarningNotice>
          This run is larger than the server sends at once: the first calls are drawn, the sums are those of all.
        </WarningNotice>
      )}
      {calls && calls.length > 0 && <CallChart calls={calls} all={totals.calls} selected={selected} />}
      <div className={css.columns}>
        <Treemap entries={entries ?? []} />
        <Findings findings={findings.data?.findings} error={findings.error} />
      </div>
      <ToolTable tools={tools ?? []} inputTokens={totals.input_tokens ?? null} />
      <Results results={results ?? []} />
      <Notes notes={notes ?? []} />
    </div>
  );
}

/** What could not be seen. */
function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <section className={css.notes} aria-label="What could not be seen">
      <h2>What could not be seen</h2>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

function Pending({ pending }: { pending: boolean }) {
  return (
    <div className={css.tab} aria-busy="true">
      <header className={css.head}>
        {pending ? (
          <h2 role="status">This trace is being analysed. Its figures come within ten seconds of its last span.</h2>
        ) : (
          <Skeleton width="min(560px, 90%)" height={18} />
        )}
      </header>
      <Summary totals={null} />
      <Skeleton height={310} />
      <div className={css.columns}>
        <Skeleton height={400} />
        <Skeleton height={400} />
      </div>
    </div>
  );
}

function UsageUnknown({ ledger: { totals, notes } }: { ledger: Ledger }) {
  return (
    <>
      <EmptyNotice title="No call said how many tokens it used">
        <p>
          {totals?.calls === 1 ? "The model call of this trace" : `The ${totals?.calls} model calls of this trace`} reported no
          usage. Many SDKs leave it out of streamed answers unless it is asked for.
        </p>
      </EmptyNotice>
      <div className={css.tab}>
        <Notes notes={notes ?? []} />
      </div>
    </>
  );
}

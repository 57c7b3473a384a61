// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { IngestHealth, SignalLedger } from "@/api/admin";
import { ingestQuery } from "@/api/queries";
import { formatBytes, formatCount, formatDuration, formatPercent, plural } from "@/base/format";
import { keepRange } from "@/base/location";
import { term } from "@/base/filter";
import { quirkSentence } from "@/base/quirks";
import { Link } from "@/widgets/Link";
import { Stat, Time } from "@/widgets/Figures";
import { useTimeRange } from "@/widgets/hooks";
import { ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import css from "./Settings.module.css";

const REFRESH_MILLIS = 5000;

/** What happened to every record that was sent here. */
export function Ingest() {
  const range = useTimeRange();
  const { data, error } = useQuery({ ...ingestQuery(range), refetchInterval: REFRESH_MILLIS });
  return (
    <section className={css.section} aria-labelledby="ingest">
      <h2 id="ingest">
        Ingest health <QueryStats stats={data?.stats} />
      </h2>
      {error && <ErrorNotice error={error} />}
      {data ? <Health health={data} /> : !error && <Skeleton height={120} />}
    </section>
  );
}

function Health({ health }: { health: IngestHealth }) {
  const { lag_ms: lag, queue, recent = [] } = health;
  const quirks = Object.entries(health.signals.traces?.quirks ?? {});
  const refused = Object.entries(health.refused ?? {}).filter(([, count]) => count > 0);
  return (
    <>
      <dl className={css.figures}>
        {lag && (
          <Stat label="Received → visible, p50 / p95 / max">
            {formatDuration(lag.p50)} / {formatDuration(lag.p95)} / {formatDuration(lag.max)}
          </Stat>
        )}
        {queue && (
          <Stat label="Waiting to be written">
            {formatBytes(queue.bytes)} of {formatBytes(queue.limit_bytes)} ({formatPercent(queue.bytes, queue.limit_bytes)})
          </Stat>
        )}
        <Stat label="Requests refused">
          {refused.length === 0 ? "none" : refused.map(([reason, count]) => `${reason}: ${formatCount(count)}`).join(", ")}
        </Stat>
        {quirks.length > 0 && (
          <Stat label="Odd as they were sent">
            {quirks.map(([quirk, count], index) => (
              <span key={quirk} title={quirkSentence(quirk)}>
                {index > 0 && ", "}
                <Link href={keepRange("/traces", { q: term("quirk", quirk) })}>{quirk}</Link>: {formatCount(count)}
              </span>
            ))}
          </Stat>
        )}
      </dl>
      <LedgerTable signals={health.signals} />
      {recent.length > 0 && (
        <>
          <h3>Not stored lately</h3>
          <ul className={css.recent} aria-label="Not stored lately">
            {recent.map((entry, index) => (
              <li key={index}>
                <Time value={entry.time} />
                <span className={css.muted}>
                  {entry.signal} {entry.outcome}
                </span>
                <strong>{entry.reason}</strong>
                <span>{entry.detail}</span>
                <span className={css.muted}>×{formatCount(entry.count)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const COLUMNS: readonly (readonly [keyof SignalLedger, string, string])[] = [
  ["received", "Received", "Accepted, duplicate and rejected together"],
  ["accepted", "Accepted", "Stored"],
  ["duplicate", "Duplicate", "Sent again by an exporter and dropped"],
  ["rejected", "Rejected", "Not stored; the sender was told why"],
  ["truncated", "Truncated", "Stored with a value cut short"],
  ["masked", "Masked", "Stored with a secret replaced"],
  ["requests", "Requests", "Export requests"],
];

function LedgerTable({ signals }: { signals: Record<string, SignalLedger> }) {
  return (
    <div className={css.tableBox}>
      <table className={css.table}>
        <thead>
          <tr>
            <th>Signal</th>
            {COLUMNS.map(([name, title, hint]) => (
              <th key={name} className={css.end} title={hint}>
                {title}
              </th>
            ))}
            <th className={css.end}>Bytes</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(signals).map(([signal, ledger]) => (
            <tr key={signal}>
              <td>{signal}</td>
              {COLUMNS.map(([name]) => (
                <td key={name} className={css.end} title={name === "rejected" ? reasons(ledger) : undefined}>
                  {formatCount(Number(ledger[name]))}
                </td>
              ))}
              <td className={css.end}>{formatBytes(ledger.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function reasons({ rejected_by_reason: byReason }: SignalLedger): string | undefined {
  const found = Object.entries(byReason ?? {});
  return found.length > 0 ? found.map(([reason, count]) => `${reason}: ${plural(count, "record")}`).join("\n") : undefined;
}

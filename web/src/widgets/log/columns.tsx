// SPDX-License-Identifier: Apache-2.0
import { NONE } from "@/base/format";
import { lineOf, type LogRecord } from "@/base/log";
import { keepRange } from "@/base/location";
import type { Column } from "@/widgets/DataTable";
import { Time } from "@/widgets/Figures";
import { Link } from "@/widgets/Link";
import css from "./Log.module.css";
import { LogLevel } from "./LogLevel";

export const traceHref = ({ trace_id: trace, span_id: span }: LogRecord) =>
  trace ? keepRange(`/traces/${trace}`, span ? { span } : {}) : null;

const TIME: Column<LogRecord> = { id: "time", title: "Time", width: "128px", cell: (log) => <Time value={log.time} /> };
const LEVEL: Column<LogRecord> = { id: "level", title: "Level", width: "60px", cell: (log) => <LogLevel level={log.level} /> };
const SERVICE: Column<LogRecord> = {
  id: "service",
  title: "Service",
  width: "minmax(90px, 140px)",
  cell: (log) => <span>{log.service ?? NONE}</span>,
};
const TRACE: Column<LogRecord> = {
  id: "trace",
  title: "Trace",
  width: "84px",
  cell: (log) => {
    const href = traceHref(log);
    return href ? (
      <Link href={href} className={css.trace} title={`Open trace ${log.trace_id ?? ""}`}>
        {log.trace_id?.slice(0, 8)}
      </Link>
    ) : (
      NONE
    );
  },
};

function line(hrefOf: (log: LogRecord) => string): Column<LogRecord> {
  return {
    id: "body",
    title: "Message",
    width: "minmax(240px, 1fr)",
    cell: (log) => (
      <Link href={hrefOf(log)} replace className={css.line} title={log.event_name ?? undefined}>
        {log.event_name && <span className={css.event}>{log.event_name} </span>}
        {lineOf(log)}
      </Link>
    ),
  };
}

/** @param hrefOf where a record opens */
export const logColumns = (hrefOf: (log: LogRecord) => string) => [TIME, LEVEL, line(hrefOf), SERVICE, TRACE];

/** Inside its trace a record need not say which trace it is of. */
export const logColumnsOfTrace = (hrefOf: (log: LogRecord) => string) => [TIME, LEVEL, line(hrefOf), SERVICE];

// SPDX-License-Identifier: Apache-2.0
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { logQuery } from "@/api/logs";
import { term } from "@/base/filter";
import { plural } from "@/base/format";
import { keepRange, setSearch } from "@/base/location";
import type { LogRecord } from "@/base/log";
import { IconButton } from "@/widgets/Button";
import { DataTable } from "@/widgets/DataTable";
import { useSearchValue } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { logColumnsOfTrace } from "@/widgets/log/columns";
import { LogDetails } from "@/widgets/log/LogDetails";
import { EmptyNotice, ErrorNotice, Skeleton, WarningNotice } from "@/widgets/Notice";
import css from "./TracePage.module.css";
import { hrefWith } from "./url";

interface LogsTabProps {
  traceId: string;
  query: UseQueryResult<{ logs: LogRecord[]; truncated: boolean }>;
}

const hrefOf = (log: LogRecord) => hrefWith({ log: log.id });

/** What was logged while the trace went on, and gateways' lines of its requests. */
export function LogsTab({ traceId, query: { data, error } }: LogsTabProps) {
  const open = useSearchValue("log");
  if (error && !data) return <ErrorNotice error={error} />;
  return (
    <div className={css.logs}>
      {data?.truncated && (
        <WarningNotice>
          The first {plural(data.logs.length, "record")} are shown.{" "}
          <Link href={keepRange("/logs", { q: term("trace", traceId) })}>All of them</Link>
        </WarningNotice>
      )}
      <DataTable
        label="Logs of the trace"
        columns={logColumnsOfTrace(hrefOf)}
        rows={data?.logs}
        rowKey={(log) => log.id}
        rowHref={hrefOf}
        footer={
          data?.logs.length === 0 && (
            <EmptyNotice title="Nothing was logged in this trace">
              <p>Log records that carry the trace id appear here, and lines of gateways with the same request id.</p>
            </EmptyNotice>
          )
        }
      />
      {open && <OpenLog key={open} id={open} />}
    </div>
  );
}

function OpenLog({ id }: { id: string }) {
  const { data, error } = useQuery(logQuery(id));
  return (
    <section className={css.log} aria-label="Log record">
      <IconButton small icon="close" label="Close" onClick={() => setSearch({ log: null }, { replace: true })} />
      {error && !data && <ErrorNotice error={error} />}
      {!error && !data && <Skeleton height={80} />}
      {data && <LogDetails log={data} />}
    </section>
  );
}

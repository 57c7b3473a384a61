// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react";
import type { SqlResult } from "@/api/admin";
import { download, toCsv } from "@/base/export";
import { formatCount, plural } from "@/base/format";
import { keepRange } from "@/base/location";
import { TimeSeries } from "@/charts/TimeSeries";
import { Button } from "@/widgets/Button";
import { DataTable, type Column } from "@/widgets/DataTable";
import { Link } from "@/widgets/Link";
import { QueryStats, WarningNotice } from "@/widgets/Notice";
import { chartOf, type ResultChart } from "./chart";
import css from "./Sql.module.css";

type Row = Record<string, unknown>;

function Cell({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined) return <span className={css.null}>null</span>;
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (name === "trace_id" && /^[0-9a-f]{32}$/.test(text)) return <Link href={keepRange(`/traces/${text}`)}>{text}</Link>;
  if (name === "session_id" && text !== "") return <Link href={keepRange(`/sessions/${encodeURIComponent(text)}`)}>{text}</Link>;
  return <span title={text}>{text}</span>;
}

export function SqlResultView({ result }: { result: SqlResult }) {
  const chart = useMemo(() => chartOf(result), [result]);
  const [asChart, setAsChart] = useState(true);
  const columns = useMemo<Column<Row>[]>(
    () =>
      result.columns.map(({ name, type }) => ({
        id: name,
        title: name,
        hint: type,
        width: "minmax(120px, 1fr)",
        end: /^(Nullable\()?(U?Int|Float|Decimal)/.test(type),
        cell: (row) => <Cell name={name} value={row[name]} />,
      })),
    [result.columns],
  );
  const names = result.columns.map((column) => column.name);
  return (
    <section className={css.result} aria-label="Result">
      <div className={css.actions}>
        <strong>{plural(result.rows.length, "row")}</strong>
        <QueryStats stats={result.stats} />
        <span className={css.spacer} />
        {chart && (
          <Button small aria-pressed={asChart} onClick={() => setAsChart(!asChart)}>
            Chart
          </Button>
        )}
        <Button small icon="download" onClick={() => download("result.csv", "text/csv", toCsv(names, result.rows))}>
          CSV
        </Button>
      </div>
      {result.truncated && <WarningNotice>The result is cut: more rows exist than one answer holds.</WarningNotice>}
      {chart && asChart && <Chart chart={chart} />}
      <DataTable label="Result" columns={columns} rows={result.rows} rowKey={(_row, index) => String(index)} />
    </section>
  );
}

function Chart({ chart }: { chart: ResultChart }) {
  const series = useMemo(
    () => chart.values.map(({ name, values }, index) => ({ label: name, token: `--series-${index + 1}`, values })),
    [chart],
  );
  return (
    <div className={css.chart}>
      <TimeSeries label="The result over time" times={chart.times} series={series} height={150} format={formatCount} />
    </div>
  );
}

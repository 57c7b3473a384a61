// SPDX-License-Identifier: Apache-2.0
import type { ToolError } from "@/api/tools";
import { addTerm, term } from "@/base/filter";
import { formatCount } from "@/base/format";
import { keepRange } from "@/base/location";
import { Card } from "@/widgets/Card";
import type { Column } from "@/widgets/DataTable";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import { PlainTable } from "@/widgets/PlainTable";
import css from "./Tool.module.css";

interface ErrorsProps {
  errors: readonly ToolError[] | undefined;
  filter: string;
  loading: boolean;
}

/** How it failed, grouped by the kind of error. */
export function Errors({ errors = [], filter, loading }: ErrorsProps) {
  const columns: Column<ToolError>[] = [
    {
      id: "error_type",
      title: "Error",
      width: "",
      cell: ({ error_type: type }) => (
        <Link href={keepRange("/traces", { q: addTerm(filter, term("error_type", type)) })}>{type}</Link>
      ),
    },
    { id: "count", title: "Calls", width: "", end: true, cell: ({ count }) => formatCount(count) },
    {
      id: "trace_id",
      title: "Example",
      width: "",
      cell: ({ trace_id: trace }) => trace && <Link href={keepRange(`/traces/${trace}`)}>trace</Link>,
    },
  ];
  return (
    <Card flush title="Failures">
      {loading && <Skeleton height={160} />}
      {!loading && errors.length === 0 && <p className={css.inset}>No call of it failed in this time range.</p>}
      {errors.length > 0 && (
        <PlainTable label="Failures" columns={columns} rows={errors} rowKey={(row) => row.error_type} shown={8} />
      )}
    </Card>
  );
}

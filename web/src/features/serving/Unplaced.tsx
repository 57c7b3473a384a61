// SPDX-License-Identifier: Apache-2.0
import type { Place } from "@/api/serving";
import { formatCount, NONE } from "@/base/format";
import { keepRange } from "@/base/location";
import type { Column } from "@/widgets/DataTable";
import { Link } from "@/widgets/Link";
import { PlainTable } from "@/widgets/PlainTable";
import css from "./Serving.module.css";

const COLUMNS: readonly Column<Place>[] = [
  {
    id: "endpoint",
    title: "Endpoint",
    width: "",
    cell: ({ endpoint }) => (endpoint ? <code>{endpoint}</code> : <span title="The calls have no server.address">not told</span>),
  },
  { id: "model", title: "Model", width: "", cell: ({ model }) => model || NONE },
  {
    id: "calls",
    title: "Calls",
    width: "",
    end: true,
    cell: ({ calls, q }) => <Link href={keepRange("/traces", { q })}>{formatCount(calls)}</Link>,
  },
  {
    id: "map",
    title: "",
    width: "",
    end: true,
    cell: ({ endpoint }) =>
      endpoint && (
        <Link className={css.door} href={keepRange("/serving/settings", { endpoint })}>
          say which server it is
        </Link>
      ),
  },
];

/** Calls whose server is not known: of hosted models that is usual, of one's own it lacks a mapping. */
export function Unplaced({ places }: { places: readonly Place[] }) {
  return (
    <PlainTable
      label="Calls to places that send no metrics"
      columns={COLUMNS}
      rows={places}
      rowKey={({ endpoint, model }) => `${endpoint} ${model}`}
      shown={5}
    />
  );
}

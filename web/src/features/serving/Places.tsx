// SPDX-License-Identifier: Apache-2.0
import type { Place } from "@/api/serving";
import { formatCount, NONE } from "@/base/format";
import { modelHref } from "@/base/links";
import { keepRange } from "@/base/location";
import { Card } from "@/widgets/Card";
import type { Column } from "@/widgets/DataTable";
import { Link } from "@/widgets/Link";
import { PlainTable } from "@/widgets/PlainTable";

const COLUMNS: readonly Column<Place>[] = [
  { id: "endpoint", title: "Called as", width: "", cell: ({ endpoint }) => (endpoint ? <code>{endpoint}</code> : "not told") },
  { id: "model", title: "Model", width: "", cell: ({ model }) => (model ? <Link href={modelHref(model)}>{model}</Link> : NONE) },
  { id: "by", title: "Matched by", width: "", cell: ({ matched_by: by }) => by },
  {
    id: "calls",
    title: "Calls",
    width: "",
    end: true,
    cell: ({ calls, q }) => <Link href={keepRange("/traces", { q })}>{formatCount(calls)}</Link>,
  },
];

/** The calls that a server answered, by what they called. */
export function Places({ places }: { places: readonly Place[] }) {
  if (places.length === 0) return null;
  return (
    <Card title="The calls it answered" flush>
      <PlainTable
        label="The calls it answered"
        columns={COLUMNS}
        rows={places}
        rowKey={({ endpoint, model }) => `${endpoint} ${model}`}
      />
    </Card>
  );
}

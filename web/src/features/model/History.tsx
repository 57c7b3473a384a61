// SPDX-License-Identifier: Apache-2.0
import type { PastFit } from "@/api/latency";
import { formatCount, formatDuration } from "@/base/format";
import { Card } from "@/widgets/Card";
import type { Column } from "@/widgets/DataTable";
import { Time } from "@/widgets/Figures";
import { Skeleton } from "@/widgets/Notice";
import { PlainTable } from "@/widgets/PlainTable";

const COLUMNS: readonly Column<PastFit>[] = [
  { id: "fitted_at", title: "Fitted", width: "", cell: (fit) => <Time value={fit.fitted_at} /> },
  { id: "calls", title: "Calls", width: "", end: true, cell: (fit) => formatCount(fit.calls) },
  {
    id: "base",
    title: "Floor",
    hint: "Of a call without tokens",
    width: "",
    end: true,
    cell: (fit) => formatDuration(fit.base_ms),
  },
  {
    id: "per_1k",
    title: "1,000 uncached tokens",
    width: "",
    end: true,
    cell: (fit) => formatDuration(fit.per_1k_tokens_ms),
  },
  { id: "tpot", title: "Per token", hint: "TPOT, median", width: "", end: true, cell: (fit) => formatDuration(fit.tpot_ms) },
  { id: "spread", title: "Spread", width: "", end: true, cell: (fit) => `±${formatDuration(fit.spread_ms)}` },
  { id: "r2", title: "R²", width: "", end: true, cell: (fit) => fit.r2.toFixed(2) },
];

/** Every state of the cost model, the newest first. */
export function History({ history }: { history: readonly PastFit[] | undefined }) {
  return (
    <Card title="History of fits" note="Fitted again at least hourly" flush>
      {history ? (
        <PlainTable label="History of fits" columns={COLUMNS} rows={history} rowKey={(fit) => fit.fitted_at} shown={10} />
      ) : (
        <Skeleton height={120} />
      )}
    </Card>
  );
}

// SPDX-License-Identifier: Apache-2.0
import type { Gpu } from "@/api/serving";
import { formatBytes, formatPercent, NONE } from "@/base/format";
import type { Column } from "@/widgets/DataTable";
import { PlainTable } from "@/widgets/PlainTable";

const share = (value: number | null) => (value === null ? NONE : formatPercent(value, 1));

const COLUMNS: readonly Column<Gpu>[] = [
  { id: "gpu", title: "GPU", width: "", cell: ({ id }) => <code>{id}</code> },
  { id: "kind", title: "Kind", width: "", cell: ({ models }) => models.join(", ") || NONE },
  { id: "host", title: "Host", width: "", cell: ({ hosts }) => hosts.join(", ") || NONE },
  { id: "busy", title: "Busy, mean", width: "", end: true, cell: ({ gpu_utilization: busy }) => share(busy) },
  {
    id: "memory",
    title: "Memory used",
    width: "",
    end: true,
    cell: ({ gpu_memory_used: used, gpu_memory_free: free }) =>
      used !== null && free !== null && used + free > 0
        ? `${formatBytes(used)} (${formatPercent(used, used + free)})`
        : formatBytes(used),
  },
  {
    id: "power",
    title: "Power, mean",
    width: "",
    end: true,
    cell: ({ gpu_power: watts }) => (watts === null ? NONE : `${Math.round(watts)} W`),
  },
];

export function GpuTable({ gpus }: { gpus: readonly Gpu[] }) {
  return <PlainTable label="GPUs" columns={COLUMNS} rows={gpus} rowKey={({ id }) => id} />;
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { channelsQuery, deliveriesQuery, type Delivery } from "@/api/alerts";
import { formatDateTime } from "@/base/time";
import type { Column } from "@/widgets/DataTable";
import { usePreference } from "@/widgets/hooks";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { PlainTable } from "@/widgets/PlainTable";
import css from "./Alerts.module.css";

/** What was sent, what waits for another attempt, and what did not arrive. */
export function Deliveries() {
  const zone = usePreference("zone");
  const { data, error } = useQuery(deliveriesQuery());
  const channels = useQuery(channelsQuery());
  const columns: Column<Delivery>[] = [
    { id: "time", title: "Time", width: "150px", cell: ({ created_at: at }) => formatDateTime(at, zone) },
    {
      id: "status",
      title: "Status",
      width: "160px",
      cell: ({ status, next_at: next }) => (next ? `${status} until ${formatDateTime(next, zone)}` : status),
    },
    {
      id: "channel",
      title: "Channel",
      width: "120px",
      cell: ({ channel }) => channels.data?.channels.find(({ id }) => id === channel)?.name ?? "removed",
    },
    { id: "state", title: "Said", width: "300px", cell: ({ notification }) => `${notification.state}: ${notification.sentence}` },
    { id: "attempts", title: "Attempts", width: "80px", end: true, cell: ({ attempts }) => attempts },
    { id: "error", title: "Error", width: "260px", cell: ({ error: reason }) => reason },
  ];
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <Skeleton height={48} />;
  if (data.deliveries.length === 0) return <p className={css.quiet}>Nothing was sent yet.</p>;
  return <PlainTable label="Deliveries" columns={columns} rows={data.deliveries} rowKey={({ id }) => id} shown={50} />;
}

// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { silencesQuery, type AlertRule, type Silence } from "@/api/alerts";
import { remove } from "@/api/client";
import { formatDateTime, toMillis } from "@/base/time";
import { Button } from "@/widgets/Button";
import type { Column } from "@/widgets/DataTable";
import { useNow, usePreference } from "@/widgets/hooks";
import { ErrorNotice } from "@/widgets/Notice";
import { PlainTable } from "@/widgets/PlainTable";
import css from "./Alerts.module.css";
import { SilenceDialog } from "./SilenceDialog";

const MINUTE = 60_000;

/** Times in which nobody is told, planned or begun at once. */
export function Silences({ alerts }: { alerts: readonly AlertRule[] }) {
  const client = useQueryClient();
  const zone = usePreference("zone");
  const now = useNow(MINUTE);
  const { data, error } = useQuery(silencesQuery());
  const [adding, setAdding] = useState(false);
  const end = useMutation({
    mutationFn: (id: string) => remove(`/alerts/silences/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["alerts", "silences"] }),
  });
  const stateOf = ({ from, to }: Silence) => (toMillis(to) <= now ? "over" : toMillis(from) > now ? "planned" : "silent now");
  const columns: Column<Silence>[] = [
    { id: "reason", title: "Reason", width: "200px", cell: ({ reason }) => reason },
    { id: "state", title: "State", width: "110px", cell: stateOf },
    {
      id: "rule",
      title: "Alert",
      width: "160px",
      cell: ({ rule }) => (rule === "" ? "all" : (alerts.find(({ id }) => id === rule)?.name ?? "removed")),
    },
    { id: "member", title: "Group", width: "140px", cell: ({ member }) => member || "all" },
    { id: "from", title: "From", width: "150px", cell: ({ from }) => formatDateTime(from, zone) },
    { id: "to", title: "To", width: "150px", cell: ({ to }) => formatDateTime(to, zone) },
    { id: "author", title: "By", width: "110px", cell: ({ author }) => author },
    {
      id: "end",
      title: "",
      width: "90px",
      cell: ({ id, reason }) => (
        <Button small onClick={() => end.mutate(id)} aria-label={`Remove silence ${reason}`}>
          Remove
        </Button>
      ),
    },
  ];
  const failed = error ?? end.error;
  return (
    <>
      <div className={css.tools}>
        <Button onClick={() => setAdding(true)}>Add silence</Button>
      </div>
      {failed && <ErrorNotice error={failed} />}
      {data?.silences.length === 0 && <p className={css.quiet}>Nothing is silenced.</p>}
      {data && data.silences.length > 0 && (
        <PlainTable label="Silences" columns={columns} rows={data.silences} rowKey={({ id }) => id} />
      )}
      {adding && <SilenceDialog alerts={alerts} rule="" onClose={() => setAdding(false)} />}
    </>
  );
}

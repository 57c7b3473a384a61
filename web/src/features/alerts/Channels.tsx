// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { channelsQuery, type Channel } from "@/api/alerts";
import { post } from "@/api/client";
import { Button } from "@/widgets/Button";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Alerts.module.css";
import { ChannelDialog } from "./ChannelDialog";

/** Where notifications go, and whether they arrive. */
export function Channels() {
  const { data, error } = useQuery(channelsQuery());
  const [edited, setEdited] = useState<Channel | "new" | null>(null);
  return (
    <>
      <div className={css.tools}>
        <Button onClick={() => setEdited("new")}>Add channel</Button>
      </div>
      {error && <ErrorNotice error={error} />}
      {!data && !error && <Skeleton height={48} />}
      {data?.channels.length === 0 && (
        <p className={css.quiet}>
          Nobody is told yet. A channel is a webhook, Slack or something compatible, PagerDuty, or e-mail.
        </p>
      )}
      <ul className={css.list} aria-label="Channels">
        {data?.channels.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} onEdit={() => setEdited(channel)} />
        ))}
      </ul>
      {edited && <ChannelDialog channel={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function ChannelRow({ channel, onEdit }: { channel: Channel; onEdit: () => void }) {
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => post<{ delivered: boolean; error: string }>(`/alerts/channels/${encodeURIComponent(channel.id)}/test`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["alerts", "deliveries"] }),
  });
  return (
    <li className={css.alert}>
      <header>
        <b>{channel.name}</b>
        <small>
          {channel.kind}, {channel.target ?? `${channel.recipients.join(", ")} by ${channel.host}:${channel.port}`}
        </small>
        <span className={css.gap} />
        <Button small disabled={test.isPending} onClick={() => test.mutate()} aria-label={`Send test to ${channel.name}`}>
          {test.isPending ? "Sending …" : "Send test"}
        </Button>
        <Button small onClick={onEdit} aria-label={`Edit ${channel.name}`}>
          Edit
        </Button>
      </header>
      {test.error && <ErrorNotice error={test.error} />}
      {test.data && (
        <p role="status" className={test.data.delivered ? css.quiet : css.would}>
          {test.data.delivered ? "The test has arrived." : `The test did not arrive: ${test.data.error}`}
        </p>
      )}
    </li>
  );
}

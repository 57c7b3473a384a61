// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CHANNEL_KINDS, type Channel } from "@/api/alerts";
import { post, put, remove } from "@/api/client";
import { Choose, NumberField, TextField } from "@/widgets/fields";
import { FormDialog } from "@/widgets/FormDialog";
import { channelBody, draftOf, ENCRYPTIONS, portFor, secretTitle } from "./channelForm";

/** Adds a channel, or changes or removes the one that is given. Secrets are never shown again. */
export function ChannelDialog({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(channel));
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const path = `/alerts/channels/${encodeURIComponent(channel?.id ?? "")}`;
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: ["alerts"] });
    onClose();
  };
  const save = useMutation({
    mutationFn: () => (channel ? put(path, channelBody(draft)) : post("/alerts/channels", channelBody(draft))),
    onSuccess,
  });
  const drop = useMutation({ mutationFn: () => remove(path), onSuccess });
  const kept = channel?.has_secret ? "kept when empty" : "";
  const isMail = draft.kind === "email";
  return (
    <FormDialog
      label={channel ? `Channel ${channel.name}` : "New channel"}
      title={channel ? "Change channel" : "New channel"}
      save="Save channel"
      saving={save.isPending}
      error={save.error ?? drop.error}
      drop={channel && { title: "Remove channel", pending: drop.isPending, run: () => drop.mutate() }}
      onSave={() => save.mutate()}
      onClose={onClose}
    >
      <TextField required label="Name" value={draft.name} onChange={(name) => set({ name })} />
      <Choose
        label="Kind"
        value={draft.kind}
        options={CHANNEL_KINDS.map((one) => ({ id: one, title: one }))}
        onChange={(kind) => set({ kind })}
      />
      {!isMail && (
        <TextField
          wide
          label={draft.kind === "pagerduty" ? "Address, empty for PagerDuty's own" : "Address"}
          type="url"
          required={!channel && draft.kind !== "pagerduty"}
          placeholder={channel?.target ? `${channel.target} (kept when empty)` : "https://"}
          value={draft.url}
          onChange={(url) => set({ url })}
        />
      )}
      {isMail && (
        <>
          <TextField required label="SMTP server" value={draft.host} onChange={(host) => set({ host })} />
          <NumberField label="Port" min={1} value={draft.port} onChange={(port) => set({ port })} />
          <TextField label="User, empty for none" value={draft.user} onChange={(user) => set({ user })} />
          <Choose
            label="Encryption"
            value={draft.encryption}
            options={ENCRYPTIONS}
            onChange={(encryption) => set({ encryption, port: portFor(encryption, draft.port) })}
          />
          <TextField required label="From" value={draft.sender} onChange={(sender) => set({ sender })} />
          <TextField
            required
            label="To, separated by commas"
            value={draft.recipients}
            onChange={(recipients) => set({ recipients })}
          />
        </>
      )}
      {draft.kind !== "slack" && (
        <TextField
          wide
          label={secretTitle(draft.kind)}
          type="password"
          placeholder={kept}
          required={draft.kind === "pagerduty" && !channel}
          value={draft.secret}
          onChange={(secret) => set({ secret })}
        />
      )}
    </FormDialog>
  );
}

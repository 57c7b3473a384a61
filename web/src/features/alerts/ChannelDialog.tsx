// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CHANNEL_KINDS, type Channel } from "@/api/alerts";
import { post, put, remove } from "@/api/client";
import { Button, IconButton } from "@/widgets/Button";
import { Dialog } from "@/widgets/Dialog";
import { ErrorNotice } from "@/widgets/Notice";
import css from "./Alerts.module.css";
import { channelBody, draftOf, secretTitle } from "./channelForm";
import { Choose, NumberField, TextField } from "./fields";

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
  const error = save.error ?? drop.error;
  const kept = channel?.has_secret ? "kept when empty" : "";
  const isMail = draft.kind === "email";
  return (
    <Dialog label={channel ? `Channel ${channel.name}` : "New channel"} onClose={onClose}>
      <header className={css.dialogHead}>
        <h2>{channel ? "Change channel" : "New channel"}</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
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
              value={draft.starttls ? "on" : "off"}
              options={[
                { id: "on", title: "STARTTLS" },
                { id: "off", title: "none" },
              ]}
              onChange={(state) => set({ starttls: state === "on" })}
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
        {error && (
          <div className={css.wide}>
            <ErrorNotice error={error} />
          </div>
        )}
        <footer className={css.wide}>
          {channel && (
            <Button look="danger" disabled={drop.isPending} onClick={() => drop.mutate()}>
              Remove channel
            </Button>
          )}
          <span className={css.gap} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={save.isPending}>
            Save channel
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

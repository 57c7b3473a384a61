// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AlertRule } from "@/api/alerts";
import { post } from "@/api/client";
import { Button, IconButton } from "@/widgets/Button";
import { Dialog } from "@/widgets/Dialog";
import { ErrorNotice } from "@/widgets/Notice";
import css from "./Alerts.module.css";
import { Choose, NumberField, TextField } from "./fields";

const MINUTE = 60_000;
const HOUR_MINUTES = 60;

interface SilenceDialogProps {
  alerts: readonly AlertRule[];
  /** The id of the rule to begin with; empty for all. */
  rule: string;
  onClose: () => void;
}

/** From when, for how long, and why nobody is to be told. */
export function SilenceDialog({ alerts, rule: first, onClose }: SilenceDialogProps) {
  const client = useQueryClient();
  const [rule, setRule] = useState(first);
  const [member, setMember] = useState("");
  const [inMinutes, setInMinutes] = useState(0);
  const [minutes, setMinutes] = useState(HOUR_MINUTES);
  const [author, setAuthor] = useState("");
  const [reason, setReason] = useState("");
  const save = useMutation({
    mutationFn: () => {
      const from = Date.now() + inMinutes * MINUTE;
      const iso = (ms: number) => new Date(ms).toISOString();
      return post("/alerts/silences", { rule, member, author, reason, from: iso(from), to: iso(from + minutes * MINUTE) });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["alerts"] });
      onClose();
    },
  });
  return (
    <Dialog label="New silence" onClose={onClose}>
      <header className={css.dialogHead}>
        <h2>New silence</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField wide required label="Reason" value={reason} onChange={setReason} />
        <Choose
          label="Alert"
          value={rule}
          options={[{ id: "", title: "all" }, ...alerts.map(({ id, name }) => ({ id, title: name }))]}
          onChange={setRule}
        />
        <TextField label="Group, x* for all that begin with x" value={member} onChange={setMember} />
        <NumberField label="Begins in, minutes" min={0} value={inMinutes} onChange={setInMinutes} />
        <NumberField label="For, minutes" min={1} value={minutes} onChange={setMinutes} />
        <TextField wide label="Your name" value={author} onChange={setAuthor} />
        {save.error && (
          <div className={css.wide}>
            <ErrorNotice error={save.error} />
          </div>
        )}
        <footer className={css.wide}>
          <span className={css.gap} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={save.isPending}>
            Silence
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

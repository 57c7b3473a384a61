// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AlertRule } from "@/api/alerts";
import { post } from "@/api/client";
import { Choose, NumberField, TextField } from "@/widgets/fields";
import { FormDialog } from "@/widgets/FormDialog";

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
    <FormDialog
      label="New silence"
      title="New silence"
      save="Silence"
      saving={save.isPending}
      error={save.error}
      onSave={() => save.mutate()}
      onClose={onClose}
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
    </FormDialog>
  );
}

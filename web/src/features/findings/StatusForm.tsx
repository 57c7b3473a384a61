// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "@/api/client";
import type { Issue, IssueStatus } from "@/api/findings";
import { Button } from "@/widgets/Button";
import { ErrorNotice } from "@/widgets/Notice";
import css from "./Finding.module.css";
import { changesFrom, STATUS_WORDS } from "./words";

const MEANING: Record<IssueStatus, string> = {
  open: "Nobody has looked at it yet.",
  acknowledged: "Somebody knows, and it stays in the list.",
  fixed: "It opens again when a later run has it.",
  ignored: "It stays away until it is opened again.",
};

/** What is done about it: a change of state with a note. */
export function StatusForm({ issue }: { issue: Issue }) {
  const client = useQueryClient();
  const [note, setNote] = useState("");
  const change = useMutation({
    mutationFn: (status: IssueStatus) =>
      post(`/findings/${encodeURIComponent(issue.id)}`, { status, ...(note.trim() === "" ? {} : { note: note.trim() }) }),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1] ?? "").startsWith("/findings") }),
  });
  return (
    <div className={css.form}>
      <p>
        <b>{STATUS_WORDS[issue.status]}.</b> <span className={css.muted}>{MEANING[issue.status]}</span>
      </p>
      {issue.note && <p className={css.note}>{issue.note}</p>}
      <textarea
        rows={2}
        aria-label="Note"
        placeholder="A note, if you like: who fixes it, or why it stays"
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className={css.buttons}>
        {changesFrom(issue.status).map(({ status, title }, index) => (
          <Button
            key={status}
            look={index === 0 ? "primary" : "plain"}
            disabled={change.isPending}
            onClick={() => change.mutate(status)}
          >
            {title}
          </Button>
        ))}
      </div>
      {change.error && <ErrorNotice error={change.error} />}
    </div>
  );
}

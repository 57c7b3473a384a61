// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post, remove } from "@/api/client";
import { annotationsQuery } from "@/api/dashboards";
import { Button, IconButton } from "@/widgets/Button";
import { Dialog } from "@/widgets/Dialog";
import { Time } from "@/widgets/Figures";
import { useTimeRange } from "@/widgets/hooks";
import { ErrorNotice } from "@/widgets/Notice";
import css from "./Dashboards.module.css";

const SHOWN = 20;

/** Notes that something happened, and removes what was noted by mistake. */
export function AnnotationDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [title, setTitle] = useState("");
  const [tags, setTags] = useState("");
  const [time, setTime] = useState("");
  const { data } = useQuery(annotationsQuery("", useTimeRange()));
  const notes = data?.annotations.filter(({ kind }) => kind === "note") ?? [];
  const onSuccess = () => client.invalidateQueries({ queryKey: ["range", "/annotations"] });
  const add = useMutation({
    mutationFn: () =>
      post("/annotations", {
        title,
        tags: tags.split(/[\s,]+/).filter((tag) => tag !== ""),
        ...(time === "" ? {} : { time: new Date(time).toISOString() }),
      }),
    onSuccess: async () => {
      await onSuccess();
      onClose();
    },
  });
  const drop = useMutation({ mutationFn: (id: string) => remove(`/annotations/${encodeURIComponent(id)}`), onSuccess });
  const error = add.error ?? drop.error;
  return (
    <Dialog label="Annotations" onClose={onClose}>
      <header className={css.dialogHead}>
        <h2>Annotations</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <label className={css.wide}>
          What happened
          <input
            required
            maxLength={200}
            value={title}
            placeholder="Deployed checkout 1.8.2"
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
        <label>
          When, empty for now
          <input type="datetime-local" value={time} onChange={(event) => setTime(event.target.value)} />
        </label>
        <label>
          Tags
          <input value={tags} placeholder="deploy checkout" onChange={(event) => setTags(event.target.value)} />
        </label>
        {notes.length > 0 && (
          <ul className={`${css.wide} ${css.notes}`} aria-label="Annotations of this time range">
            {notes.slice(0, SHOWN).map(({ id, title: what, from }) => (
              <li key={id}>
                <span>{what}</span>
                <Time value={from} />
                <IconButton small icon="close" label={`Remove ${what}`} onClick={() => drop.mutate(id)} />
              </li>
            ))}
          </ul>
        )}
        {error && (
          <div className={css.wide}>
            <ErrorNotice error={error} />
          </div>
        )}
        <footer className={css.wide}>
          <span className={css.gap} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={add.isPending}>
            Add annotation
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

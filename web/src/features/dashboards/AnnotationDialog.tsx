// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post, remove } from "@/api/client";
import { annotationsQuery } from "@/api/dashboards";
import { IconButton } from "@/widgets/Button";
import { Time } from "@/widgets/Figures";
import { useTimeRange } from "@/widgets/hooks";
import { FormDialog } from "@/widgets/FormDialog";
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
  return (
    <FormDialog
      label="Annotations"
      title="Annotations"
      save="Add annotation"
      saving={add.isPending}
      error={add.error ?? drop.error}
      onSave={() => add.mutate()}
      onClose={onClose}
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
    </FormDialog>
  );
}

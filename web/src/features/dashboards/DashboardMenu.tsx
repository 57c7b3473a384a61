// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post, remove } from "@/api/client";
import type { DashboardAnswer } from "@/api/dashboards";
import { download, toPrettyJson } from "@/base/export";
import { keepRange, navigate } from "@/base/location";
import { ErrorNotice } from "@/widgets/Notice";
import { MenuItem, Popover } from "@/widgets/Popover";
import { AnnotationDialog } from "./AnnotationDialog";

interface DashboardMenuProps {
  answer: DashboardAnswer;
  annotated: boolean;
  onAnnotations: () => void;
}

/** What can be done with a dashboard as a whole. */
export function DashboardMenu({ answer, annotated, onAnnotations }: DashboardMenuProps) {
  const client = useQueryClient();
  const { dashboard, id, ready } = answer;
  const [noting, setNoting] = useState(false);
  const [sure, setSure] = useState(false);
  const copy = useMutation({
    mutationFn: () => post<DashboardAnswer>("/dashboards", { ...dashboard, title: `${dashboard.title}, copy` }),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ["dashboards"] });
      navigate(keepRange(`/dashboards/${made.id}`));
    },
  });
  const drop = useMutation({
    mutationFn: () => remove(`/dashboards/${encodeURIComponent(id)}`),
    onSuccess: () => {
      navigate(keepRange("/dashboards"));
      return client.invalidateQueries({ queryKey: ["dashboards", "list"] });
    },
  });
  const error = copy.error ?? drop.error;
  return (
    <>
      <Popover label="More" title="More about this dashboard" icon="more" align="end">
        {(close) => (
          <>
            <MenuItem onClick={() => copy.mutate()}>{ready ? "Copy to change" : "Copy"}</MenuItem>
            <MenuItem
              onClick={() => {
                download(`${dashboard.title}.json`, "application/json", `${toPrettyJson(dashboard)}\n`);
                close();
              }}
            >
              Export as JSON
            </MenuItem>
            <MenuItem
              onClick={() => {
                onAnnotations();
                close();
              }}
            >
              {annotated ? "Hide annotations" : "Show annotations"}
            </MenuItem>
            <MenuItem
              onClick={() => {
                setNoting(true);
                close();
              }}
            >
              Add an annotation
            </MenuItem>
            {!ready && (
              <MenuItem onClick={() => (sure ? drop.mutate() : setSure(true))}>
                {sure ? "Remove it for everybody?" : "Remove"}
              </MenuItem>
            )}
            {error && <ErrorNotice error={error} />}
          </>
        )}
      </Popover>
      {noting && <AnnotationDialog onClose={() => setNoting(false)} />}
    </>
  );
}

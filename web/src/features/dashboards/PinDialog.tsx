// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get, post, put } from "@/api/client";
import type { DashboardAnswer, DashboardInfo } from "@/api/dashboards";
import type { DashboardDocument, Panel, Pinned } from "@/base/dashboard";
import { freeId, freePlace } from "@/base/grid";
import { keepRange, navigate } from "@/base/location";
import { FormDialog } from "@/widgets/FormDialog";
import css from "./Dashboards.module.css";
import { PanelCard } from "./PanelCard";

const WIDTH = 6;
const HEIGHT = 4;
const CONTEXT = { dashboard: "", values: {}, moments: [] } as const;

interface PinDialogProps {
  pinned: Pinned;
  own: readonly DashboardInfo[];
  onClose: () => void;
}

/** Takes a chart from elsewhere to a dashboard, a new one or one that is there. */
export function PinDialog({ pinned, own, onClose }: PinDialogProps) {
  const client = useQueryClient();
  const [title, setTitle] = useState(pinned.title);
  const [chosen, setChosen] = useState("");
  const [name, setName] = useState("My dashboard");
  const target = chosen || own[0]?.id || "new";
  const pin = useMutation({
    mutationFn: async () => {
      if (target === "new")
        return post<DashboardAnswer>("/dashboards", withPanel({ title: name, panels: [] }, { ...pinned, title }));
      const path = `/dashboards/${encodeURIComponent(target)}`;
      const { dashboard, version } = await get<DashboardAnswer>(path, {});
      return put<DashboardAnswer>(path, { ...withPanel(dashboard, { ...pinned, title }), version });
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["dashboards"] });
      navigate(keepRange(`/dashboards/${id}`));
    },
  });
  const preview: Panel = { ...pinned, id: "preview", title, place: { x: 0, y: 0, w: WIDTH, h: HEIGHT } };
  return (
    <FormDialog
      label="Pin to a dashboard"
      title="Pin to a dashboard"
      save="Pin"
      saving={pin.isPending}
      error={pin.error}
      onSave={() => pin.mutate()}
      onClose={onClose}
    >
      <label className={css.wide}>
        Title
        <input required maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label>
        Dashboard
        <select value={target} onChange={(event) => setChosen(event.target.value)}>
          {own.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
          <option value="new">a new one</option>
        </select>
      </label>
      {target === "new" && (
        <label>
          Its title
          <input required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
      )}
      <div className={`${css.wide} ${css.preview}`}>
        <PanelCard panel={preview} state={undefined} context={CONTEXT} tools={<span />} />
      </div>
    </FormDialog>
  );
}

function withPanel(document: DashboardDocument, { title, kind, unit, queries }: Pinned): DashboardDocument {
  const panel: Panel = {
    id: freeId(document.panels),
    title,
    kind,
    ...(unit ? { unit } : {}),
    place: freePlace(document.panels, WIDTH, HEIGHT),
    queries: (queries ?? []).map(withoutVariables),
  };
  return { ...document, panels: [...document.panels, panel] };
}

/** A dashboard that has not the variables of another cannot use them. */
function withoutVariables<Query extends { filter?: string; over?: { filter?: string } }>(query: Query): Query {
  const strip = (filter: string) => filter.replace(/-?[\w.]+:"?\$[a-z][a-z0-9_]*"?/g, "").trim();
  return {
    ...query,
    ...(query.filter ? { filter: strip(query.filter) } : {}),
    ...(query.over?.filter ? { over: { ...query.over, filter: strip(query.over.filter) } } : {}),
  };
}

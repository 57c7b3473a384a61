// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { put } from "@/api/client";
import type { DashboardAnswer, PanelState } from "@/api/dashboards";
import type { DashboardDocument, Panel } from "@/base/dashboard";
import { freeId, freePlace, settle } from "@/base/grid";
import { Button } from "@/widgets/Button";
import { useLocation } from "@/widgets/hooks";
import { EmptyNotice, ErrorNotice } from "@/widgets/Notice";
import { PageFrame } from "@/widgets/Page";
import css from "./Dashboards.module.css";
import { Grid } from "./Grid";
import { PanelDialog } from "./PanelDialog";
import { PanelTools } from "./PanelTools";
import { readVariables } from "./variables";
import { VariablesDialog } from "./VariablesDialog";

const WIDTH = 6;
const HEIGHT = 4;
const NO_MOMENTS = [] as const;

/** Changes a dashboard; nothing is kept until it is saved. */
export function DashboardEditor({ answer, onClose }: { answer: DashboardAnswer; onClose: () => void }) {
  const client = useQueryClient();
  const { search } = useLocation();
  const [draft, setDraft] = useState<DashboardDocument>(answer.dashboard);
  const [edited, setEdited] = useState<Panel | null>(null);
  const [asksVariables, setAsksVariables] = useState(false);
  const save = useMutation({
    mutationFn: () => put<DashboardAnswer>(`/dashboards/${encodeURIComponent(answer.id)}`, { ...draft, version: answer.version }),
    onSuccess: async (saved) => {
      client.setQueryData(["dashboards", "one", answer.id], saved);
      await client.invalidateQueries({ queryKey: ["dashboards", "list"] });
      onClose();
    },
  });
  const values = useMemo(() => readVariables(draft.variables, search), [draft.variables, search]);
  const context = useMemo(() => ({ dashboard: answer.id, values, moments: NO_MOMENTS }), [answer.id, values]);
  const states = useMemo(() => statesOf(answer, draft.panels), [answer, draft.panels]);
  const setPanels = (panels: Panel[]) => setDraft({ ...draft, panels });
  const keep = (panel: Panel) => {
    const isNew = !draft.panels.some(({ id }) => id === panel.id);
    setPanels(isNew ? [...draft.panels, panel] : draft.panels.map((one) => (one.id === panel.id ? panel : one)));
    setEdited(null);
  };
  const added = (): Panel => ({
    id: freeId(draft.panels),
    title: "",
    kind: "lines",
    place: freePlace(draft.panels, WIDTH, HEIGHT),
    queries: [{ source: "usage", measure: "calls", group_by: ["model"] }],
  });
  return (
    <PageFrame
      title="Change dashboard"
      answer="Drag a panel by its handle or its corner; both take the arrow keys as well."
      aside={
        <>
          <Button onClick={() => setEdited(added())}>Add panel</Button>
          <Button onClick={() => setAsksVariables(true)}>Variables</Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={save.isPending} onClick={() => save.mutate()}>
            Save
          </Button>
        </>
      }
    >
      <div className={css.page}>
        {save.error && <ErrorNotice error={save.error} />}
        <div className={css.titles}>
          <label>
            Title
            <input value={draft.title} maxLength={120} onChange={(event) => setDraft({ ...draft, title: event.target.value })} />
          </label>
          <label>
            Description
            <input
              value={draft.description ?? ""}
              onChange={(event) => setDraft({ ...draft, description: event.target.value })}
            />
          </label>
        </div>
        {draft.panels.length === 0 && <EmptyNotice title="No panel yet" />}
        <Grid
          panels={draft.panels}
          states={states}
          context={context}
          toolsOf={(panel) => (
            <PanelTools
              panel={panel}
              panels={draft.panels}
              onPanels={setPanels}
              onEdit={() => setEdited(panel)}
              onRemove={() => setPanels(settle(draft.panels.filter(({ id }) => id !== panel.id)))}
            />
          )}
        />
      </div>
      {edited && <PanelDialog panel={edited} variables={draft.variables ?? []} onClose={() => setEdited(null)} onKeep={keep} />}
      {asksVariables && (
        <VariablesDialog
          variables={draft.variables ?? []}
          onClose={() => setAsksVariables(false)}
          onKeep={(variables) => {
            setDraft({ ...draft, variables });
            setAsksVariables(false);
          }}
        />
      )}
    </PageFrame>
  );
}

/** Panels as the server resolved them, as long as their queries are those it knows. */
function statesOf({ dashboard, panels: resolved }: DashboardAnswer, panels: readonly Panel[]): Map<string, PanelState> {
  const known = new Map(dashboard.panels.map((panel) => [panel.id, panel.queries]));
  const states = new Map(resolved.map((state) => [state.id, state]));
  for (const { id, queries } of panels) if (known.get(id) !== queries) states.delete(id);
  return states;
}

// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { PANEL_KINDS, type Panel, type PanelKind, type PanelQuery, type Variable } from "@/base/dashboard";
import { UNITS } from "@/base/units";
import { Button } from "@/widgets/Button";
import { useSettled } from "@/widgets/hooks";
import { FormDialog } from "@/widgets/FormDialog";
import css from "./Dashboards.module.css";
import { PanelCard } from "./PanelCard";
import { QueryFields } from "./QueryFields";

const SETTLE_MS = 500;
const MOST_QUERIES = 8;
const CONTEXT = { dashboard: "", values: {}, moments: [] } as const;
const NEW_QUERY: PanelQuery = { source: "metric", metric: "", agg: "avg" };

const KIND_TITLES: Record<PanelKind, string> = {
  lines: "lines over time",
  bars: "bars over time",
  stat: "one number",
  table: "a table",
  text: "text",
};

interface PanelDialogProps {
  panel: Panel;
  variables: readonly Variable[];
  onClose: () => void;
  onKeep: (panel: Panel) => void;
}

/** What a panel shows, with a preview of it. */
export function PanelDialog({ panel, variables, onClose, onKeep }: PanelDialogProps) {
  const [draft, setDraft] = useState(panel);
  const previewed = useSettled(draft, SETTLE_MS);
  const queries = draft.queries ?? [];
  const setQueries = (changed: PanelQuery[]) => setDraft({ ...draft, queries: changed });
  const isText = draft.kind === "text";
  const incomplete = !isText && queries.some(({ source, metric }) => source === "metric" && !metric);
  return (
    <FormDialog
      label={panel.title === "" ? "New panel" : `Panel ${panel.title}`}
      title={panel.title === "" ? "New panel" : "Change panel"}
      save="Keep panel"
      saving={incomplete}
      error={null}
      onSave={() => onKeep(finished(draft))}
      onClose={onClose}
    >
      <label className={css.wide}>
        Title
        <input
          required={!isText}
          maxLength={120}
          value={draft.title}
          onChange={(event) => setDraft({ ...draft, title: event.target.value })}
        />
      </label>
      <label>
        Show
        <select
          value={draft.kind}
          onChange={(event) => setDraft({ ...draft, kind: PANEL_KINDS.find((kind) => kind === event.target.value) ?? "lines" })}
        >
          {PANEL_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {KIND_TITLES[kind]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Unit
        <select value={draft.unit ?? ""} onChange={(event) => setDraft({ ...draft, unit: event.target.value })}>
          {UNITS.map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {isText && (
        <label className={css.wide}>
          Text, in Markdown
          <textarea
            required
            rows={6}
            maxLength={4000}
            value={draft.text ?? ""}
            onChange={(event) => setDraft({ ...draft, text: event.target.value })}
          />
        </label>
      )}
      {!isText &&
        queries.map((query, index) => (
          <QueryFields
            key={index}
            number={index + 1}
            query={query}
            variables={variables}
            onChange={(changed) => setQueries(queries.map((one, at) => (at === index ? changed : one)))}
            onRemove={queries.length > 1 ? () => setQueries(queries.filter((_, at) => at !== index)) : null}
          />
        ))}
      {!isText && queries.length < MOST_QUERIES && (
        <div className={css.wide}>
          <Button small onClick={() => setQueries([...queries, NEW_QUERY])}>
            Add query
          </Button>
        </div>
      )}
      {!incomplete && (
        <div className={`${css.wide} ${css.preview}`}>
          <PanelCard panel={finished({ ...previewed, title: "Preview" })} state={undefined} context={CONTEXT} tools={<span />} />
        </div>
      )}
    </FormDialog>
  );
}

/** A text has no queries, and a chart no text. */
function finished({ text, queries, ...panel }: Panel): Panel {
  return panel.kind === "text"
    ? { ...panel, text: text ?? "" }
    : { ...panel, queries: (queries ?? []).filter(({ source, metric }) => source !== "metric" || metric) };
}

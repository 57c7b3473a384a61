// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { seriesFieldsQuery } from "@/api/dashboards";
import { metricLabelsQuery } from "@/api/queries";
import type { PanelQuery } from "@/base/dashboard";
import { USAGE_LABELS } from "./queryWords";

export interface FieldProps {
  query: PanelQuery;
  onChange: (change: Partial<PanelQuery>) => void;
}

/** The number that is measured, of those that the source knows. */
export function MeasuredNumber({ query, onChange }: FieldProps) {
  const id = useId();
  const fields = useSeriesFields(query);
  return (
    <label>
      Of, empty for the duration
      <input
        list={id}
        value={query.of ?? ""}
        autoComplete="off"
        placeholder={query.source === "traces" ? "ttft_ms or tool_calls" : "ttft_ms or attr.my.number"}
        onChange={(event) => onChange({ of: event.target.value })}
      />
      <datalist id={id}>
        {fields?.of.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </datalist>
    </label>
  );
}

/** Of a query whose rows are counted one by one. */
function useSeriesFields({ source }: PanelQuery) {
  return useQuery({ ...seriesFieldsQuery(source), enabled: source !== "usage" && source !== "metric" }).data;
}

/** What the series are told apart by. */
export function GroupBy({ query, onChange }: FieldProps) {
  const id = useId();
  const fields = useSeriesFields(query);
  const labels = useQuery(metricLabelsQuery(query.source === "metric" ? (query.metric ?? "") : ""));
  const offered =
    query.source === "usage"
      ? USAGE_LABELS
      : query.source === "metric"
        ? (labels.data?.labels.map(({ name }) => name) ?? [])
        : (fields?.group_by ?? []);
  return (
    <label>
      Split by
      <input
        list={id}
        value={(query.group_by ?? []).join(",")}
        autoComplete="off"
        placeholder="nothing"
        onChange={(event) =>
          onChange({
            group_by: event.target.value
              .split(",")
              .filter((name) => name.trim() !== "")
              .map((name) => name.trim()),
          })
        }
      />
      <datalist id={id}>
        {offered.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </datalist>
    </label>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { fieldValuesQuery, metricLabelsQuery } from "@/api/queries";
import type { Variable } from "@/base/dashboard";
import { setSearch } from "@/base/location";
import { useTimeRange } from "@/widgets/hooks";
import css from "./Dashboards.module.css";
import { variableParameter } from "./variables";

interface VariableBarProps {
  variables: readonly Variable[];
  values: Readonly<Record<string, string>>;
}

/** What the whole dashboard is about; in the address, so that it can be shared. */
export function VariableBar({ variables, values }: VariableBarProps) {
  return variables.map((variable) => (
    <VariableSelect key={variable.name} variable={variable} value={values[variable.name] ?? ""} />
  ));
}

function VariableSelect({ variable, value }: { variable: Variable; value: string }) {
  const offered = useOffered(variable);
  const known = value === "" || offered.includes(value) ? offered : [value, ...offered];
  return (
    <label className={css.variable}>
      {variable.label || variable.name}
      <select value={value} onChange={(event) => setSearch({ [variableParameter(variable.name)]: event.target.value })}>
        <option value="">all</option>
        {known.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}

/** Values come with the data that the dashboard waits for. */
const WAITING_MS = 5_000;

function useOffered({ from }: Variable): string[] {
  const isMetric = "metric" in from;
  const range = useTimeRange();
  const fields = useQuery({
    ...fieldValuesQuery(isMetric ? "" : from.field, "", range),
    enabled: !isMetric,
    refetchInterval: ({ state }) => (state.data?.values.length ? false : WAITING_MS),
  });
  const labels = useQuery({
    ...metricLabelsQuery(isMetric ? from.metric : ""),
    refetchInterval: ({ state }) => (state.data?.labels.length ? false : WAITING_MS),
  });
  if (!isMetric) return fields.data?.values.map(({ value }) => value) ?? [];
  return labels.data?.labels.find(({ name }) => name === from.label || name === `attr.${from.label}`)?.values ?? [];
}

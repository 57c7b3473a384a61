// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { completer } from "@/api/completion";
import { metricLabelsQuery, metricsQuery } from "@/api/queries";
import type { PanelQuery, Variable } from "@/base/dashboard";
import { quote, type Completion } from "@/base/filter";
import { Button } from "@/widgets/Button";
import { FilterInput, type Suggestion } from "@/widgets/FilterInput";
import { useSettled, useTimeRange } from "@/widgets/hooks";
import css from "./Dashboards.module.css";
import { AGGREGATIONS, fresh, MEASURES, SOURCES, takesNumber } from "./queryWords";
import { GroupBy, MeasuredNumber, type FieldProps } from "./SeriesFields";

interface QueryFieldsProps {
  number: number;
  query: PanelQuery;
  variables: readonly Variable[];
  onChange: (query: PanelQuery) => void;
  onRemove: (() => void) | null;
}

/** One query of a panel: where from, what of it, which part, and split by what. */
export function QueryFields({ number, query, variables, onChange, onRemove }: QueryFieldsProps) {
  const set = (change: Partial<PanelQuery>) => onChange({ ...query, ...change });
  return (
    <fieldset className={`${css.wide} ${css.query}`}>
      <legend>Query {number}</legend>
      <label>
        From
        <select
          value={query.source}
          onChange={(event) => onChange(fresh(SOURCES.find(({ id }) => id === event.target.value)?.id ?? "usage"))}
        >
          {SOURCES.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {query.source === "metric" ? <MetricName query={query} onChange={set} /> : <Measure query={query} onChange={set} />}
      {takesNumber(query) && <MeasuredNumber query={query} onChange={set} />}
      <GroupBy query={query} onChange={set} />
      <label>
        Name
        <input value={query.label ?? ""} maxLength={120} onChange={(event) => set({ label: event.target.value })} />
      </label>
      <div className={css.wide}>
        <Filter query={query} variables={variables} onChange={(filter) => set({ filter })} />
      </div>
      {query.or && query.or.length > 0 && (
        <p className={`${css.wide} ${css.quiet}`}>
          Where this has no data, the first of {query.or.length} alternatives that has is asked instead; they are in the exported
          JSON.
        </p>
      )}
      {onRemove && (
        <Button small look="quiet" onClick={onRemove}>
          Remove query
        </Button>
      )}
    </fieldset>
  );
}

const TYPING_MS = 200;

function MetricName({ query, onChange }: FieldProps) {
  const id = useId();
  const words = useSettled(query.metric ?? "", TYPING_MS);
  const { data } = useInfiniteQuery(metricsQuery(words.replace(/[^\p{L}\p{N}]+/gu, " ").trim()));
  return (
    <>
      <label>
        Metric
        <input
          required
          list={id}
          value={query.metric ?? ""}
          autoComplete="off"
          onChange={(event) => onChange({ metric: event.target.value })}
        />
        <datalist id={id}>
          {data?.pages.flatMap(({ metrics }) =>
            metrics.map(({ name, description }) => (
              <option key={name} value={name}>
                {description}
              </option>
            )),
          )}
        </datalist>
      </label>
      <label>
        Aggregate
        <select value={query.agg ?? "avg"} onChange={(event) => onChange({ agg: event.target.value })}>
          {AGGREGATIONS.map((agg) => (
            <option key={agg}>{agg}</option>
          ))}
        </select>
      </label>
    </>
  );
}

function Measure({ query, onChange }: FieldProps) {
  return (
    <label>
      Measure
      <select value={query.measure ?? ""} onChange={(event) => onChange({ measure: event.target.value })}>
        {MEASURES[query.source].map((measure) => (
          <option key={measure} value={measure}>
            {measure.replaceAll("_", " ")}
          </option>
        ))}
      </select>
    </label>
  );
}

function Filter({
  query,
  variables,
  onChange,
}: {
  query: PanelQuery;
  variables: readonly Variable[];
  onChange: (filter: string) => void;
}) {
  const client = useQueryClient();
  const range = useTimeRange();
  const ofFields = completer(client, range);
  const complete = async (at: Completion): Promise<Suggestion[]> => {
    const found = query.source === "metric" ? await ofLabels(at) : await ofFields(at);
    const own = at.kind === "value" ? variables.map(({ name }) => ({ text: `$${name}`, hint: "variable" })) : [];
    return [...own, ...found];
  };
  const ofLabels = async (at: Completion): Promise<Suggestion[]> => {
    const { labels } = await client.ensureQueryData(metricLabelsQuery(query.metric ?? ""));
    if (at.kind === "field")
      return labels.filter(({ name }) => name.includes(at.prefix)).map(({ name }) => ({ text: name, hint: "" }));
    const values = labels.find(({ name }) => name === at.field)?.values ?? [];
    return values.filter((value) => value.startsWith(at.prefix)).map((value) => ({ text: quote(value), hint: "" }));
  };
  return (
    <FilterInput
      value={query.filter ?? ""}
      placeholder="Filter, such as service:shop; Enter applies it"
      problem={null}
      complete={complete}
      onSubmit={onChange}
    />
  );
}

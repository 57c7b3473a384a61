// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { completer } from "@/api/completion";
import { fieldsQuery, metricLabelsQuery, metricsQuery } from "@/api/queries";
import type { PanelQuery, Variable } from "@/base/dashboard";
import { quote, type Completion } from "@/base/filter";
import { Button } from "@/widgets/Button";
import { FilterInput, type Suggestion } from "@/widgets/FilterInput";
import { useSettled, useTimeRange } from "@/widgets/hooks";
import css from "./Dashboards.module.css";
import { AGGREGATIONS, fresh, MEASURES, SOURCES, takesNumber, USAGE_LABELS } from "./queryWords";

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
      {takesNumber(query) && (
        <label>
          Of, empty for the duration
          <input
            value={query.of ?? ""}
            placeholder={query.source === "traces" ? "ttft_ms or tool_calls" : "ttft_ms or attr.my.number"}
            onChange={(event) => set({ of: event.target.value })}
          />
        </label>
      )}
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

interface FieldProps {
  query: PanelQuery;
  onChange: (change: Partial<PanelQuery>) => void;
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

function GroupBy({ query, onChange }: FieldProps) {
  const id = useId();
  const fields = useQuery(fieldsQuery());
  const labels = useQuery(metricLabelsQuery(query.source === "metric" ? (query.metric ?? "") : ""));
  const offered =
    query.source === "usage"
      ? USAGE_LABELS
      : query.source === "metric"
        ? (labels.data?.labels.map(({ name }) => name) ?? [])
        : (fields.data?.fields
            .filter(({ scope }) => (scope === "trace") === (query.source === "traces"))
            .map(({ name }) => name) ?? []);
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

// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { MetricInfo, MetricLabel } from "@/api/metrics";
import { metricLabelsQuery } from "@/api/queries";
import type { Completion } from "@/base/filter";
import { setSearch } from "@/base/location";
import { FilterInput, type Suggestion } from "@/widgets/FilterInput";
import css from "./Metrics.module.css";
import { complete } from "./complete";
import { aggregationsOf, STEPS, type MetricsUrl } from "./url";

interface ControlsProps {
  url: MetricsUrl;
  agg: string;
  info: MetricInfo | undefined;
}

/** How the metric is asked for; every change goes to the address. */
export function Controls({ url, agg, info }: ControlsProps) {
  const client = useQueryClient();
  const { data } = useQuery(metricLabelsQuery(url.metric));
  const labels = data?.labels ?? [];
  const offered = aggregationsOf(info);
  const suggest = async (at: Completion): Promise<Suggestion[]> =>
    complete((await client.ensureQueryData(metricLabelsQuery(url.metric))).labels, at);
  return (
    <div className={css.controls}>
      <label>
        Aggregate
        <select value={agg} onChange={(event) => setSearch({ agg: event.target.value })}>
          {(offered.includes(agg) ? offered : [agg, ...offered]).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <GroupBy chosen={url.group_by} labels={labels} />
      <label>
        Step
        <select value={url.step} onChange={(event) => setSearch({ step: event.target.value })}>
          <option value="">auto</option>
          {((STEPS as readonly string[]).includes(url.step) || url.step === "" ? STEPS : [url.step, ...STEPS]).map((step) => (
            <option key={step}>{step}</option>
          ))}
        </select>
      </label>
      <div className={css.filter}>
        <FilterInput
          value={url.filter}
          placeholder="Filter series: service:shop attr.model:qwen-max"
          problem={null}
          complete={suggest}
          onSubmit={(filter) => setSearch({ filter })}
        />
      </div>
    </div>
  );
}

/** One label from the list; several can be in the address. */
function GroupBy({ chosen, labels }: { chosen: string; labels: readonly MetricLabel[] }) {
  const known = labels.map(({ name }) => name);
  return (
    <label>
      Group by
      <select value={chosen} onChange={(event) => setSearch({ group_by: event.target.value })}>
        <option value="">nothing</option>
        {chosen !== "" && !known.includes(chosen) && <option>{chosen}</option>}
        {labels.map(({ name, distinct_values: values }) => (
          <option key={name} value={name}>
            {name} ({values})
          </option>
        ))}
      </select>
    </label>
  );
}

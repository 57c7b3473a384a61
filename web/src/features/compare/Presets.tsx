// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "@/api/client";
import { fieldValuesQuery, histogramQuery } from "@/api/queries";
import type { TraceList } from "@/api/types";
import { FAILED } from "@/base/differences";
import { term } from "@/base/filter";
import { setSearch } from "@/base/location";
import type { TimeRange } from "@/base/timeRange";
import { Button } from "@/widgets/Button";
import { useTimeRange } from "@/widgets/hooks";
import { Popover } from "@/widgets/Popover";
import { useQuery } from "@tanstack/react-query";
import css from "./Compare.module.css";

const NOTHING = { q: null, other: null, period: null, other_from: null, other_to: null };
const SLOW_SHARE = 0.05;
const MOST = 1000;

/** Comparisons that one wants most often. */
export function Presets({ scope }: { scope: string }) {
  const client = useQueryClient();
  const range = useTimeRange();
  const [failure, setFailure] = useState<string | null>(null);
  const slow = async () => {
    try {
      const histogram = await client.fetchQuery(histogramQuery(scope, 1, range));
      const count = histogram.buckets.reduce((sum, { ok, error }) => sum + ok + error, 0);
      const ms = await durationAt(scope, range, Math.ceil(count * SLOW_SHARE));
      if (ms === null) setFailure("No trace in this time range");
      else setSearch({ ...NOTHING, q: `duration_ms>=${ms}` });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : "The durations could not be read");
    }
  };
  return (
    <div className={css.presets} role="group" aria-label="Ready comparisons">
      <Button onClick={() => setSearch({ ...NOTHING, q: FAILED })}>Failed against the rest</Button>
      <Button onClick={() => void slow()} title="The slowest 5 %">
        Slow against the rest
      </Button>
      <Button onClick={() => setSearch({ ...NOTHING, period: "before" })}>This period against the one before</Button>
      <Popover label="Two models" title="Compare two models">
        {(close) => <Models onDone={close} />}
      </Popover>
      {failure && <span role="alert">{failure}</span>}
    </div>
  );
}

/** How long the slowest so many traces took at least, in whole milliseconds. */
async function durationAt(q: string, range: TimeRange, count: number): Promise<number | null> {
  const limit = Math.max(1, Math.min(MOST, count));
  const { traces } = await get<TraceList>("/traces", { q, ...range, sort: "-duration_ms", limit });
  const last = traces.at(-1);
  return last ? Math.floor(last.duration_ms) : null;
}

function Models({ onDone }: { onDone: () => void }) {
  const { data } = useQuery(fieldValuesQuery("model", "", useTimeRange()));
  const [chosen, setChosen] = useState<[string, string] | null>(null);
  const models = data?.values.map(({ value }) => value).filter((value) => value !== "") ?? [];
  const [first, second] = chosen ?? [models[0] ?? "", models[1] ?? ""];
  if (data && models.length < 2) return <p className={css.pair}>Fewer than two models were called in this time range.</p>;
  const select = (label: string, value: string, onChange: (model: string) => void) => (
    <label>
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {models.map((model) => (
          <option key={model}>{model}</option>
        ))}
      </select>
    </label>
  );
  return (
    <div className={css.pair}>
      {select("Traces of", first, (model) => setChosen([model, second]))}
      {select("against those of", second, (model) => setChosen([first, model]))}
      <Button
        look="primary"
        disabled={first === second}
        onClick={() => {
          setSearch({ ...NOTHING, q: term("model", first), other: term("model", second) });
          onDone();
        }}
      >
        Compare
      </Button>
    </div>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { forecastQuery, type CostFit, type FitKey, type ForecastQuestion } from "@/api/latency";
import { formatDuration } from "@/base/format";
import { Card } from "@/widgets/Card";
import { useSettled } from "@/widgets/hooks";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Model.module.css";

const FIELDS = [
  { field: "input_tokens", title: "Input tokens", least: 0 },
  { field: "cached_tokens", title: "of them cached", least: 0 },
  { field: "output_tokens", title: "Output tokens", least: 0 },
  { field: "load", title: "Calls under way", least: 1 },
] as const;

const SETTLE_MILLIS = 300;
const MOST = 100_000;

/** How long a call of a size would take. */
export function Forecast({ fitKey, fit }: { fitKey: FitKey; fit: CostFit | undefined }) {
  return (
    <Card title="How long would a call take?" note="Two spreads either way">
      {fit ? <Form fitKey={fitKey} fit={fit} /> : <Skeleton height={140} />}
    </Card>
  );
}

function Form({ fitKey, fit }: { fitKey: FitKey; fit: CostFit }) {
  const { typical } = fit;
  const [question, setQuestion] = useState<ForecastQuestion>({
    input_tokens: typical.uncached_tokens + typical.cached_tokens,
    cached_tokens: typical.cached_tokens,
    output_tokens: typical.output_tokens,
    load: 1,
  });
  const { data, error } = useQuery(forecastQuery(fitKey, useSettled(question, SETTLE_MILLIS)));
  return (
    <>
      <form className={css.form} onSubmit={(event) => event.preventDefault()}>
        {FIELDS.map(({ field, title, least }) => (
          <label key={field}>
            <span>{title}</span>
            <input
              type="number"
              min={least}
              max={field === "load" ? MOST : undefined}
              value={question[field]}
              onChange={(event) => {
                const value = Math.trunc(event.target.valueAsNumber);
                if (value >= least) setQuestion({ ...question, [field]: field === "load" ? Math.min(MOST, value) : value });
              }}
            />
          </label>
        ))}
      </form>
      {error && <ErrorNotice error={error} />}
      {data && (
        <p className={css.forecast} role="status">
          <b>{formatDuration(data.e2e_ms)}</b>{" "}
          <span className={css.muted}>
            {formatDuration(data.low_ms)} to {formatDuration(data.high_ms)}
            {data.ttft_ms !== null && `; first token after ${formatDuration(data.ttft_ms)}`}
            {data.tpot_ms !== null && `, then ${formatDuration(data.tpot_ms)} a token`}
          </span>
        </p>
      )}
    </>
  );
}

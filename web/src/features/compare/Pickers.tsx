// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { filterProblem } from "@/api/client";
import { completer } from "@/api/completion";
import { histogramQuery } from "@/api/queries";
import { plural } from "@/base/format";
import { setSearch, withSearch } from "@/base/location";
import { formatDateTime, fromMillis } from "@/base/time";
import { resolveTime, type TimeRange } from "@/base/timeRange";
import { FilterInput } from "@/widgets/FilterInput";
import { usePreference, useNow } from "@/widgets/hooks";
import { IconButton } from "@/widgets/Button";
import { Link } from "@/widgets/Link";
import css from "./Compare.module.css";
import type { CompareUrl, Sets } from "@/base/comparison";

/** The two sets: a filter and a period each. */
export function Pickers({ url, sets }: { url: CompareUrl; sets: Sets }) {
  const { scope, q, other, otherRange } = url;
  const period = otherRange === null ? "same" : otherRange === "before" ? "before" : "own";
  const before = useNow(60_000);
  return (
    <>
      {scope !== "" && (
        <p className={css.scope}>
          Both within <code>{scope}</code>
          <IconButton small icon="close" label="Of all traces" onClick={() => setSearch({ scope: null })} />
        </p>
      )}
      <div className={css.pickers}>
        <Picker
          which="a"
          label="First set"
          value={q}
          placeholder="has:error   model:qwen-max   duration_ms>5000"
          set={sets.a}
          onSubmit={(text) => setSearch({ q: text })}
        />
        <Picker
          which="b"
          label="Second set"
          value={other}
          placeholder={period === "same" ? "all other traces" : "the same filter"}
          set={sets.b}
          onSubmit={(text) => setSearch({ other: text })}
        >
          <select
            aria-label="Period of the second set"
            value={period}
            onChange={({ target: { value } }) =>
              setSearch({ period: value === "before" ? "before" : null, other_from: null, other_to: null })
            }
          >
            <option value="same">same period</option>
            <option value="before">the period before</option>
            {otherRange !== null && otherRange !== "before" && <option value="own">{shown(otherRange, before)}</option>}
          </select>
        </Picker>
      </div>
    </>
  );
}

function shown(range: TimeRange, now: number): string {
  const text = (time: string) => formatDateTime(fromMillis(resolveTime(time, now)), "local");
  return `${text(range.from)} – ${text(range.to)}`;
}

interface PickerProps {
  which: "a" | "b";
  label: string;
  value: string;
  placeholder: string;
  set: Sets["a"];
  onSubmit: (q: string) => void;
  children?: ReactNode;
}

function Picker({ which, label, value, placeholder, set, onSubmit, children }: PickerProps) {
  const client = useQueryClient();
  const zone = usePreference("zone");
  const now = useNow(60_000);
  const { range } = set;
  const complete = useMemo(() => completer(client, range), [client, range]);
  const { data, error } = useQuery({ ...histogramQuery(set.q, 1, range), retry: false });
  const traces = data?.buckets.reduce((sum, bucket) => sum + bucket.ok + bucket.error, 0);
  const from = formatDateTime(fromMillis(resolveTime(range.from, now)), zone);
  const to = formatDateTime(fromMillis(resolveTime(range.to, now)), zone);
  return (
    <section className={css.picker} aria-label={label}>
      <header>
        <i className={css[which]} aria-hidden="true" />
        <h2>{label}</h2>
        {children}
        {traces !== undefined && !error && (
          <Link
            className={css.door}
            href={withSearch("/traces", new URLSearchParams({ ...range, q: set.q }))}
            title={`${from} – ${to}`}
          >
            {plural(traces, "trace")}
          </Link>
        )}
      </header>
      <FilterInput
        value={value}
        placeholder={placeholder}
        problem={filterProblem(error)}
        complete={complete}
        onSubmit={onSubmit}
      />
    </section>
  );
}

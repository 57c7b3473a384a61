// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { differencesQuery, type Differences } from "@/api/compare";
import { differencesAnswer, together, type Side } from "@/base/differences";
import { formatCount } from "@/base/format";
import { Card } from "@/widgets/Card";
import { DifferenceList } from "@/widgets/DifferenceList";
import { useNow, useTimeRange } from "@/widgets/hooks";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton, WarningNotice } from "@/widgets/Notice";
import css from "./Compare.module.css";
import { Pickers } from "./Pickers";
import { Presets } from "./Presets";
import { setsOf, type CompareUrl, type Sets } from "@/base/comparison";

/** In what do two sets of traces differ? */
export function SetsPage({ url }: { url: CompareUrl }) {
  const range = useTimeRange();
  // Whole minutes keep the keys of queries about the past stable.
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  const sets = setsOf(url, range, now);
  const isOther = sets.b.range !== range;
  const query = useQuery({
    ...differencesQuery(sets.a.q, range, sets.b.q === "" ? undefined : sets.b.q, isOther ? sets.b.range : null),
    enabled: sets.isComparable,
  });
  const { data, error } = query;
  const answer = sets.isComparable ? data && answerOf(data, sets) : "Choose what to compare";
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{answer ?? (error ? "Compare" : <Skeleton width={420} height={18} />)}</h1>
        <QueryStats stats={sets.isComparable ? data?.stats : undefined} />
      </header>
      <Presets scope={url.scope} />
      <Pickers url={url} sets={sets} />
      {sets.isComparable && error && <ErrorNotice error={error} />}
      {sets.isComparable && !data && !error && <Skeleton height={320} />}
      {sets.isComparable && data && !error && <Result data={data} sets={sets} />}
      {!sets.isComparable && (
        <EmptyNotice title="Two sets of traces are needed">
          <p>Pick a comparison above, or write a filter for the first set: it is compared with all other traces.</p>
        </EmptyNotice>
      )}
    </div>
  );
}

function sidesOf(data: Differences, { a, b }: Sets): [a: Side, b: Side] {
  return [
    { ...a, traces: data.a },
    { ...b, traces: data.b },
  ];
}

function answerOf(data: Differences, sets: Sets): string {
  if (data.a === 0 || data.b === 0) {
    return `There are no ${data.a === 0 ? sets.a.title : sets.b.title} to compare`
      .replace("no the ", "no ")
      .replace("no this ", "no traces in this ");
  }
  return differencesAnswer(together(data.differences), ...sidesOf(data, sets));
}

function Result({ data, sets }: { data: Differences; sets: Sets }) {
  if (data.a === 0 || data.b === 0) {
    return (
      <EmptyNotice title="One of the sets is empty">
        <p>Choose a longer time range, or another filter.</p>
      </EmptyNotice>
    );
  }
  const [a, b] = sidesOf(data, sets);
  const few = Math.min(data.a, data.b) < FEW;
  return (
    <Card title="Differences" note="The most telling first; each number opens its traces" aside={<Legend a={a} b={b} />}>
      {few && (
        <WarningNotice>Only {formatCount(Math.min(data.a, data.b))} traces on one side: differences may be chance.</WarningNotice>
      )}
      {Math.max(data.a, data.b) >= data.sampled_at_most && (
        <p className={css.muted}>
          Of each set at most {formatCount(data.sampled_at_most)} traces are looked at, always the same.
        </p>
      )}
      <DifferenceList differences={data.differences} a={a} b={b} />
    </Card>
  );
}

/** Below this, chance looks like a cause. */
const FEW = 10;

function Legend({ a, b }: { a: Side; b: Side }) {
  return (
    <ul className={css.legend}>
      <li>
        <i className={css.a} /> {a.title}
      </li>
      <li>
        <i className={css.b} /> {b.title}
      </li>
    </ul>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { AlertRule, Changed, LastFired } from "@/api/alerts";
import { differencesQuery } from "@/api/compare";
import { readCompareUrl, setsOf } from "@/base/comparison";
import { differencesAnswer, together } from "@/base/differences";
import { withSearch } from "@/base/location";
import { formatDateTime } from "@/base/time";
import { Card } from "@/widgets/Card";
import { DifferenceList } from "@/widgets/DifferenceList";
import { useNow, usePreference } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Alerts.module.css";

/** Groups that are explained at once; each asks for all of its traces. */
const GROUPS = 3;
const SHOWN = 6;

interface WhatChangedProps {
  alert: AlertRule;
  lastFired: LastFired | null;
}

/** In what bad traces differ from normal ones: of what fires now, else of when it fired last. */
export function WhatChanged({ alert, lastFired }: WhatChangedProps) {
  const zone = usePreference("zone");
  if (alert.members.length > 0) {
    return (
      <>
        {alert.members.slice(0, GROUPS).map(({ member, changed }) => (
          <Explained key={member} title={member ? `What changed for ${member}` : "What changed"} changed={changed} />
        ))}
      </>
    );
  }
  if (!lastFired) return null;
  const { member, from, to, changed } = lastFired;
  const when = `when it fired last, ${formatDateTime(from, zone)} – ${formatDateTime(to, zone)}`;
  return <Explained title={`What had changed${member ? ` for ${member}` : ""}`} note={when} changed={changed} />;
}

interface ExplainedProps {
  title: string;
  note?: string;
  changed: Changed;
}

function Explained({ title, note, changed }: ExplainedProps) {
  if (changed.reason !== undefined) {
    return (
      <Card title={title} note={note}>
        <p className={css.quiet}>Not applicable: {changed.reason}.</p>
      </Card>
    );
  }
  return <Compared title={title} note={note} changed={changed} />;
}

function Compared({ title, note, changed }: { title: string; note: string | undefined; changed: Changed }) {
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  const search = new URLSearchParams(Object.entries(changed).filter(([, value]) => value !== ""));
  const { a, b } = setsOf(readCompareUrl(search), { from: changed.from ?? "now-1h", to: changed.to ?? "now" }, now);
  const { data, error } = useQuery(differencesQuery(a.q, a.range, b.q === "" ? undefined : b.q, b.range));
  const sides =
    data &&
    ([
      { ...a, traces: data.a },
      { ...b, traces: data.b },
    ] as const);
  return (
    <Card
      title={title}
      note={note ?? "bad traces against normal ones of the day before; each number opens its traces"}
      aside={
        <Link className={css.door} href={withSearch("/compare", search)}>
          Open the comparison
        </Link>
      }
    >
      {error && <ErrorNotice error={error} />}
      {!data && !error && <Skeleton height={160} />}
      {data && (data.a === 0 || data.b === 0) && (
        <p className={css.quiet}>
          There are no {data.a === 0 ? "bad" : "normal"} traces to compare with: {data.a} {a.title}, {data.b} {b.title}.
        </p>
      )}
      {data && sides && data.a > 0 && data.b > 0 && (
        <div className={css.changed}>
          <p>
            <b>{differencesAnswer(together(data.differences), ...sides)}</b>
          </p>
          <DifferenceList differences={data.differences} a={sides[0]} b={sides[1]} shown={SHOWN} />
        </div>
      )}
    </Card>
  );
}

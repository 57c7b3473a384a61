// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { NewRule, PreviewGroup } from "@/api/alerts";
import { plural } from "@/base/format";
import { formatDateTime, toMillis } from "@/base/time";
import { TimeSeries } from "@/charts/TimeSeries";
import { usePreference } from "@/widgets/hooks";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Alerts.module.css";
import { figure } from "./words";

const GROUPS = 5;
const FIRED = 5;

interface PreviewChartProps {
  rule: NewRule;
  past: { step_seconds: number; groups: PreviewGroup[] } | undefined;
  error: Error | null;
}

/** What a rule would have seen in the last day, its threshold, and when it would have fired. */
export function PreviewChart({ rule, past, error }: PreviewChartProps) {
  const zone = usePreference("zone");
  const groups = useMemo(() => past?.groups ?? [], [past]);
  const times = useMemo(() => groups[0]?.points.map(({ time }) => toMillis(time)) ?? [], [groups]);
  const series = useMemo(() => {
    const lines = groups.slice(0, GROUPS).map(({ member, points }, index) => ({
      label: member || "value",
      token: `--series-${index + 1}`,
      values: points.map(({ value }) => value),
    }));
    const threshold = groups[0]?.points.map(({ threshold: one }) => one) ?? [];
    return threshold.some((one) => one !== null)
      ? [...lines, { label: "threshold", token: "--error-bar", values: threshold }]
      : lines;
  }, [groups]);
  if (error) return <ErrorNotice error={error} />;
  if (!past) return <Skeleton height={140} />;
  const fired = groups.flatMap(({ member, fired: times_ }) => times_.map((one) => ({ member, ...one })));
  const known = groups.some(({ points }) => points.some(({ value }) => value !== null));
  if (!known) return <p className={css.quiet}>The last day has nothing that this rule measures.</p>;
  return (
    <>
      <TimeSeries
        label={`${rule.name || "The rule"} over the last day`}
        times={times}
        series={series}
        height={140}
        format={(value) => figure(rule, value)}
      />
      <p className={fired.length > 0 ? css.would : css.quiet} role="status">
        {fired.length > 0 ? `It would have fired ${plural(fired.length, "time")}` : "It would not have fired"} in the last day.
      </p>
      <ul className={css.fired}>
        {fired.slice(0, FIRED).map(({ member, from, to }) => (
          <li key={member + from}>
            {member && <b>{member}</b>} {formatDateTime(from, zone)} – {to ? formatDateTime(to, zone) : "now"}
          </li>
        ))}
      </ul>
    </>
  );
}

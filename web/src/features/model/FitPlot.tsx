// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react";
import type { CallPoint, CostFit } from "@/api/latency";
import { formatCount, formatDuration, plural } from "@/base/format";
import { traceLatencyHref } from "@/base/links";
import { VERDICTS, verdictOf } from "@/base/verdicts";
import { ScatterPlot, type ScatterPoint } from "@/charts/ScatterPlot";
import { Card } from "@/widgets/Card";
import { Choice } from "@/widgets/Choice";
import { Link } from "@/widgets/Link";
import { VerdictMark } from "@/widgets/Verdict";
import css from "./Model.module.css";
import { beyond, lineOf, pointWords, seenMs } from "./words";

const SHAPE_OF = { nobody: "circle", caller: "square", service: "diamond", way: "triangle" } as const;
const VIEWS = [
  { id: "all", title: "All calls" },
  { id: "near", title: "Near the line" },
] as const;
const WORST = 5;
const NOTES = {
  all: "as their callers saw them; a point opens its trace",
  near: "without network and waiting where they were measured; what is higher stands at the top",
};

/** Calls as points about what is usual for their tokens. */
export function FitPlot({ fit, points }: { fit: CostFit; points: readonly CallPoint[] }) {
  const [view, setView] = useState<(typeof VIEWS)[number]["id"]>("all");
  const [only, setOnly] = useState<string | null>(null);
  const ranked = useMemo(() => [...points].sort((a, b) => beyond(fit, b) - beyond(fit, a)), [fit, points]);
  const verdicts = VERDICTS.filter(({ id }) => points.some((point) => point.verdict === id));
  const drawn = useMemo<ScatterPoint[]>(
    () =>
      ranked
        .filter(({ verdict }) => only === null || verdict === only)
        .map((point) => {
          const { token, side, title } = verdictOf(point.verdict);
          return {
            x: point.uncached_tokens,
            y: view === "near" ? point.modelled_ms : seenMs(fit, point),
            token,
            shape: SHAPE_OF[side],
            about: pointWords(fit, point, title),
            href: traceLatencyHref(point.trace_id, point.span_id),
          };
        }),
    [ranked, only, fit, view],
  );
  const lineAt = useMemo(() => lineOf(fit), [fit]);
  const furthest = Math.max(...points.map((point) => point.uncached_tokens), 0);
  return (
    <Card
      title={fit.stream ? "First token by uncached tokens" : "Whole call by uncached tokens"}
      note={points.length > 0 ? `${plural(points.length, "call")} of this time range, ${NOTES[view]}` : undefined}
      aside={points.length > 0 && <Choice label="Calls shown" options={VIEWS} value={view} onChange={setView} />}
    >
      {points.length === 0 ? (
        <p className={css.muted}>No call of this time range can be compared: choose a longer one.</p>
      ) : (
        <>
          <ScatterPlot
            label={`Calls about the fitted line: ${plural(drawn.length, "point")}. Arrow keys go from the furthest beyond usual to the nearest, Enter opens the trace.`}
            points={drawn}
            lineAt={lineAt}
            band={fit.slack_ms + 2 * fit.spread_ms}
            xTitle="uncached tokens of input"
            formatX={formatCount}
            formatY={formatDuration}
            most={view === "near" ? 2 * lineAt(furthest) : undefined}
          />
          <ul className={css.legend} aria-label="Verdicts">
            {verdicts.map(({ id }) => (
              <li key={id}>
                <button type="button" aria-pressed={only === id} onClick={() => setOnly(only === id ? null : id)}>
                  <VerdictMark verdict={id} />
                  <span className={css.muted}>{formatCount(points.filter(({ verdict }) => verdict === id).length)}</span>
                </button>
              </li>
            ))}
            <li className={css.muted} title="Lower quartile of calls of as many tokens, and two spreads about it">
              <i className={css.lineMark} /> usual
            </li>
          </ul>
          <p className={css.worst}>
            Furthest beyond usual:{" "}
            {ranked.slice(0, WORST).map((point) => (
              <Link key={point.span_id} href={traceLatencyHref(point.trace_id, point.span_id)}>
                {formatDuration(seenMs(fit, point))}
              </Link>
            ))}
          </p>
        </>
      )}
    </Card>
  );
}

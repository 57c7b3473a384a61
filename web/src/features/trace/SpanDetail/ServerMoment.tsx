// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { CallLatency } from "@/api/latency";
import { serverMomentQuery, type MomentMeasure } from "@/api/serving";
import { serverHref } from "@/base/links";
import { measureValue, shownMeasures } from "@/base/measures";
import { Sparkline } from "@/charts/Sparkline";
import { Link } from "@/widgets/Link";
import css from "./SpanPanel.module.css";

/** What the model server of a call and its GPUs measured while it was under way; nothing of places nobody measures. */
export function ServerMoment({ traceId, call }: { traceId: string; call: CallLatency }) {
  const { data } = useQuery(serverMomentQuery(traceId, call.span_id));
  if (!data) return null;
  if (!data.server) {
    // Of a hosted model nobody expects metrics; that a call waited is worth knowing more about.
    return call.verdict === "queue" && call.evidence === "estimated" && data.reason ? (
      <p className={css.small}>The queue of its model server is not known: {data.reason}.</p>
    ) : null;
  }
  const { instance, engine, matched_by: by, measures } = data.server;
  return (
    <>
      <h3 className={css.momentTitle} title={`Found by ${by}; the most while the call was under way`}>
        {engine}{" "}
        <Link href={serverHref(instance)}>
          <code>{instance}</code>
        </Link>{" "}
        at that moment
      </h3>
      <Measures measures={measures} />
      {data.gpus.map(({ gpu, kind, measures: ofGpu }) => (
        <div key={gpu}>
          <h3 className={css.momentTitle}>
            {kind ?? "GPU"} <code>{gpu}</code>
          </h3>
          <Measures measures={ofGpu} />
        </div>
      ))}
    </>
  );
}

function Measures({ measures }: { measures: readonly MomentMeasure[] }) {
  return (
    <dl className={css.moment}>
      {shownMeasures(measures).map(({ title, measure: { measure, unit, at_call: at, points } }) => (
        <div key={measure}>
          <dt>{title}</dt>
          <dd>
            <Sparkline values={points.map(([, value]) => value)} label={`${title}, two minutes either way`} />
          </dd>
          <dd>{measureValue(at, unit)}</dd>
        </div>
      ))}
    </dl>
  );
}

// SPDX-License-Identifier: Apache-2.0
import type { CallLatency } from "@/api/latency";
import { Comparison } from "@/features/trace/latency/Comparison";
import { PartsBar } from "@/features/trace/latency/PartsBar";
import { hrefWith } from "@/features/trace/url";
import { Link } from "@/widgets/Link";
import { EvidenceMark, VerdictMark } from "@/widgets/Verdict";
import { ServerMoment } from "./ServerMoment";
import css from "./SpanPanel.module.css";

/** Why a model call took as long as it did. */
export function SpanTime({ traceId, call }: { traceId: string; call: CallLatency }) {
  return (
    <section className={css.time} aria-label="Time">
      <div className={css.timeHead}>
        <VerdictMark verdict={call.verdict} />
        {(call.terms !== null || call.parts.queue_ms !== null) && <EvidenceMark evidence={call.evidence} />}
        <Link href={hrefWith({ tab: "latency" })}>Latency</Link>
      </div>
      {call.detail && <p>{call.detail}</p>}
      <PartsBar call={call} />
      <Comparison call={call} />
      <ServerMoment traceId={traceId} call={call} />
    </section>
  );
}

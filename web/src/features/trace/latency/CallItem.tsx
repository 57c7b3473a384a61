// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "react";
import type { CallLatency } from "@/api/latency";
import { formatCount, formatDuration, plural } from "@/base/format";
import { evidenceOf } from "@/base/verdicts";
import { hrefWith } from "@/features/trace/url";
import { Link } from "@/widgets/Link";
import { EvidenceMark, VerdictMark } from "@/widgets/Verdict";
import { Cascade } from "./Cascade";
import { Comparison } from "./Comparison";
import css from "./Latency.module.css";
import { PartsBar } from "./PartsBar";
import { lostMs } from "./words";

interface CallItemProps {
  call: CallLatency;
  name: string;
  /** From the trace's start. */
  startMs: number | null;
  open: boolean;
  selected: boolean;
}

/** One model call: what it took, what was expected, and what the difference is made of. */
export function CallItem({ call, name, startMs, open, selected }: CallItemProps) {
  const host = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) host.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const lost = lostMs(call);
  // Without terms and parts there is nothing to have evidence for.
  const isKnown = call.terms !== null || call.parts.queue_ms !== null;
  return (
    <li ref={host} className={`${css.call} ${selected ? css.selected : ""}`} aria-current={selected ? "true" : undefined}>
      <div className={css.callHead}>
        <VerdictMark verdict={call.verdict} />
        <Link className={css.callName} href={hrefWith({ span: call.span_id })}>
          {name}
        </Link>
        <span className={css.facts}>
          {[call.agent, call.endpoint, startMs !== null && `after ${formatDuration(startMs)}`].filter(Boolean).join(" · ")}
        </span>
        <b className={css.took}>
          {formatDuration(call.measured.e2e_ms)}
          {lost !== null && (
            <span className={css.muted} title="Against the typical call of this model and endpoint">
              {" "}
              {lost >= 0 ? "+" : ""}
              {formatDuration(lost)}
            </span>
          )}
        </b>
      </div>
      {call.detail && <p className={css.detail}>{sentence(call.detail)}</p>}
      <details open={open}>
        <summary>Measured and expected</summary>
        <div className={css.evidence}>
          <Comparison call={call} />
          <Cascade call={call} />
        </div>
        <PartsBar call={call} />
        <p className={css.small}>
          {isKnown && (
            <>
              <EvidenceMark evidence={call.evidence} /> {evidenceOf(call.evidence).about}.{" "}
            </>
          )}
          {facts(call)}
        </p>
      </details>
    </li>
  );
}

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

function facts({ tokens, calls_under_way: load }: CallLatency): string {
  const known = [
    tokens.uncached === null ? null : `${formatCount(tokens.uncached)} uncached`,
    tokens.cached ? `${formatCount(tokens.cached)} cached` : null,
    tokens.output === null ? null : `${formatCount(tokens.output)} output tokens`,
  ].filter(Boolean);
  const words = known.length > 0 ? `It had ${known.join(", ")}` : "Its tokens are not known";
  return `${words}, with ${plural(load, "call")} of this model under way.`;
}

// SPDX-License-Identifier: Apache-2.0
import type { RunLatency } from "@/api/latency";
import { formatDuration, formatPercent } from "@/base/format";
import { Card } from "@/widgets/Card";
import css from "./Latency.module.css";

const KINDS = [
  { field: "model_ms", title: "Models", about: "A model was answering", token: "--op-model" },
  { field: "tool_ms", title: "Tools", about: "A tool worked and no model", token: "--op-tool" },
  { field: "network_ms", title: "Network", about: "Between a request's client and its server", token: "--lat-network" },
  { field: "other_ms", title: "Application", about: "None of the others: the application itself", token: "--op-agent" },
] as const;

/** The whole time of a run, each moment once. */
export function KindBar({ run: { by_kind: kinds, e2e_ms: whole } }: { run: RunLatency }) {
  const parts = KINDS.map((kind) => ({ ...kind, ms: kinds[kind.field] })).filter(({ ms }) => ms > 0);
  return (
    <Card title="Where the time went" note={formatDuration(whole)}>
      <div className={css.bar} aria-hidden="true">
        {parts.map(({ field, token, ms }) => (
          <span key={field} style={{ flexGrow: ms, background: `var(${token})` }} />
        ))}
      </div>
      <ul className={css.kinds}>
        {parts.map(({ field, title, about, token, ms }) => (
          <li key={field} title={about}>
            <i style={{ background: `var(${token})` }} />
            <span>{title}</span>
            <b>{formatDuration(ms)}</b>
            <span className={css.muted}>{formatPercent(ms, whole)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

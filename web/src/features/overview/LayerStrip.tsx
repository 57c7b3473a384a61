// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { layersHealthQuery, type LayerHealth } from "@/api/dashboards";
import { addTerm, term } from "@/base/filter";
import { formatChange, formatDuration, formatPercent } from "@/base/format";
import { LAYERS, layerTitle } from "@/base/layers";
import { keepRange } from "@/base/location";
import { resolveTime } from "@/base/timeRange";
import { useNow, useTimeRange } from "@/widgets/hooks";
import { Icon } from "@/widgets/Icon";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import { layerHref, rateWords, STATE_WORDS } from "./layers";
import css from "./LayerStrip.module.css";
import { useNodes, type Nodes } from "./useNodes";

/** How each layer is, from the user to the machine; the one to look at first is marked. */
export function LayerStrip() {
  const range = useTimeRange();
  const now = useNow(60_000);
  const { data } = useQuery(layersHealthQuery(range));
  const nodes = useNodes();
  if (!data) return <Skeleton height={84} />;
  const rangeMs = resolveTime(range.to, now) - resolveTime(range.from, now);
  const cause = data.layers.find((layer) => layer.is_cause);
  return (
    <section className={css.box} aria-label="Layers">
      <div className={css.strip}>
        {LAYERS.map(([id, title]) => {
          const health = data.layers.find(({ layer }) => layer === id);
          if (id === "infra" && nodes && !health?.now) return <Machines key={id} title={title} nodes={nodes} />;
          return health?.now ? (
            <Layer key={id} title={title} health={health} rangeMs={rangeMs} />
          ) : (
            <Link
              key={id}
              href={layerHref(id)}
              className={`${css.layer} ${css.silent}`}
              title="Nothing of this layer sends telemetry: see what it needs"
            >
              <span className={css.title}>{title}</span>
              <small>{STATE_WORDS.silent}</small>
            </Link>
          );
        })}
      </div>
      {cause && <Cause health={cause} />}
    </section>
  );
}

const STATE_ICONS = { ok: "check", watch: "warning", bad: "error" } as const;

/** Wellness needs no word: what is not well stands out. */
function State({ state }: { state: "ok" | "watch" | "bad" }) {
  return (
    <span
      className={css.state}
      title={STATE_WORDS[state]}
      {...(state === "ok" ? { role: "img", "aria-label": STATE_WORDS.ok } : {})}
    >
      <Icon name={STATE_ICONS[state]} size={12} />
      {state !== "ok" && STATE_WORDS[state]}
    </span>
  );
}

interface LayerProps {
  title: string;
  health: LayerHealth;
  rangeMs: number;
}

function Layer({ title, health, rangeMs }: LayerProps) {
  const { now, before, state, reason, layer } = health;
  if (!now || state === "silent") return null;
  const change = before ? formatChange(now.p95_ms, before.p95_ms) : null;
  return (
    <Link
      href={layerHref(layer)}
      className={`${css.layer} ${css[state]} ${health.is_cause ? css.cause : ""}`}
      title={reason || `${title}: 95 of 100 calls into this layer took at most so long`}
    >
      <span className={css.title}>
        {title} <State state={state} />
      </span>
      <span className={css.number}>
        {formatDuration(now.p95_ms)} <small>p95{change && ` ${change}`}</small>
      </span>
      <small>
        {rateWords(now.calls, rangeMs)} · {now.errors === 0 ? "none failed" : `${formatPercent(now.errors, now.calls)} failed`}
      </small>
    </Link>
  );
}

function Machines({ title, nodes }: { title: string; nodes: Nodes }) {
  const change = nodes.before === null ? null : formatChange(nodes.now, nodes.before);
  return (
    <Link
      href={layerHref("infra")}
      className={`${css.layer} ${css[nodes.state]}`}
      title="How busy the processors of the nodes are"
    >
      <span className={css.title}>
        {title} <State state={nodes.state} />
      </span>
      <span className={css.number}>
        {formatPercent(nodes.now, 1)} <small>CPU{change && ` ${change}`}</small>
      </span>
      <small>of all nodes</small>
    </Link>
  );
}

/** Where to look first, and the doors from there. */
function Cause({ health: { layer, reason, now } }: { health: LayerHealth }) {
  const title = layerTitle(layer);
  const q = term("layer", layer);
  const failing = (now?.errors ?? 0) > 0;
  return (
    <p className={css.reason} role="status">
      Look at <Link href={layerHref(layer)}>{title}</Link> first: {reason} Layers above it wait for it.{" "}
      <Link href={keepRange("/traces", failing ? { q: addTerm(q, "has:error") } : { q, sort: "-duration_ms" })}>
        {failing ? "Failing" : "Slowest"} traces
      </Link>
    </p>
  );
}

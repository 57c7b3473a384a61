// SPDX-License-Identifier: Apache-2.0
import type { ServiceRow } from "@/api/types";
import { term } from "@/base/filter";
import { formatDuration, formatPercent, plural } from "@/base/format";
import { LAYERS } from "@/base/layers";
import { keepRange } from "@/base/location";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import css from "./Overview.module.css";

const UNHEALTHY_SHARE = 0.05;

/** Its state is told by metrics rather than spans, on a page of its own. */
const MODEL_SERVER = "model_server";
const servingHref = () => keepRange("/serving");

export function LayerStrip({ services }: { services: readonly ServiceRow[] | undefined }) {
  if (!services) return <Skeleton height={62} />;
  return (
    <section className={css.strip} aria-label="Layers">
      {LAYERS.map(([layer, title]) => (
        <Layer key={layer} layer={layer} title={title} services={services.filter((service) => service.layer === layer)} />
      ))}
    </section>
  );
}

function Layer({ layer, title, services }: { layer: string; title: string; services: readonly ServiceRow[] }) {
  if (services.length === 0) {
    if (layer === MODEL_SERVER) {
      return (
        <Link
          href={servingHref()}
          className={`${css.layer} ${css.silent}`}
          title="Model servers by their metrics, and how to get them here"
        >
          <span>{title}</span>
          <small>by its metrics</small>
        </Link>
      );
    }
    return (
      <div className={`${css.layer} ${css.silent}`} title="Nothing of this layer sends telemetry">
        <span>{title}</span>
        <small>not seen</small>
      </div>
    );
  }
  const spans = services.reduce((sum, service) => sum + service.spans, 0);
  const errors = services.reduce((sum, service) => sum + service.errors, 0);
  const p95 = Math.max(...services.map((service) => service.p95_ms ?? 0));
  const ill = spans > 0 && errors / spans >= UNHEALTHY_SHARE;
  return (
    <Link
      href={layer === MODEL_SERVER ? servingHref() : keepRange("/traces", { q: term("layer", layer) })}
      className={`${css.layer} ${ill ? css.ill : ""}`}
    >
      <span>{title}</span>
      <small>
        {plural(services.length, "service")} · {errors === 0 ? "no errors" : `${formatPercent(errors, spans)} failed`} · p95{" "}
        {formatDuration(p95)}
      </small>
    </Link>
  );
}

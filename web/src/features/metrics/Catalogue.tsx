// SPDX-License-Identifier: Apache-2.0
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { MetricInfo } from "@/api/metrics";
import { formatCount } from "@/base/format";
import { location, setSearch, withSearch } from "@/base/location";
import { Button } from "@/widgets/Button";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import { SearchField } from "@/widgets/Page";
import css from "./Metrics.module.css";

interface CatalogueProps {
  metrics: MetricInfo[] | undefined;
  chosen: string;
  q: string;
  onMore: (() => void) | undefined;
}

const ROW = 40;

/** Searched by words of name and description, or by the filter language. */
export function Catalogue({ metrics, chosen, q, onMore }: CatalogueProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: metrics?.length ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  return (
    <aside className={css.catalogue} aria-label="Catalogue">
      <div className={css.search}>
        <SearchField label="Search metrics" value={q} onChange={(text) => setSearch({ q: text }, { replace: true })} />
      </div>
      <div ref={scroller} className={css.list}>
        {!metrics && <Skeleton height={120} />}
        {metrics?.length === 0 && <p className={css.hint}>No metric is called so.</p>}
        <ul style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const metric = metrics?.[index];
            return (
              metric && (
                <li key={metric.name} style={{ height: ROW, transform: `translateY(${start}px)` }}>
                  <Row metric={metric} current={metric.name === chosen} />
                </li>
              )
            );
          })}
        </ul>
        {onMore && <Button onClick={onMore}>More</Button>}
      </div>
    </aside>
  );
}

/** Another metric starts without the labels and the filter of this one: it may have none of them. */
function hrefOf(name: string): string {
  const search = new URLSearchParams(location().search);
  for (const stale of ["agg", "filter", "group_by"]) search.delete(stale);
  search.set("metric", name);
  return withSearch("/explore", search);
}

function Row({ metric, current }: { metric: MetricInfo; current: boolean }) {
  const kind = metric.type === "sum" && metric.monotonic ? "counter" : metric.type.replace("_", " ");
  return (
    <Link
      href={hrefOf(metric.name)}
      className={css.metric}
      title={metric.description}
      aria-current={current ? "true" : undefined}
    >
      <span className={css.name}>{metric.name}</span>
      <span className={css.hint}>
        {kind}
        {metric.unit && ` · ${metric.unit}`} · {formatCount(metric.series)} series
      </span>
    </Link>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { mapQuery } from "@/api/map";
import { keepRange, setSearch, withSearch } from "@/base/location";
import { resolveTime } from "@/base/timeRange";
import { useElementWidth } from "@/charts/useElementSize";
import { useDocumentTitle, useLocation, useNow, useSearchValue, useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton, WarningNotice } from "@/widgets/Notice";
import { PageFrame } from "@/widgets/Page";
import { Tabs } from "@/widgets/Tabs";
import { answer } from "./figures";
import css from "./Map.module.css";
import { MapGraph } from "./MapGraph";
import { MapList } from "./MapList";
import { NodePanel } from "./NodePanel";

/** A drawing needs room: below, the list says the same. */
const LEAST_WIDTH = 640;

/** Who calls whom, and where it hurts. */
export function MapPage() {
  useDocumentTitle("Map");
  const range = useTimeRange();
  const selected = useSearchValue("node");
  const wantsList = useSearchValue("view") === "list";
  const { data: map, error } = useQuery(mapQuery(range));
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useElementWidth(frame) < LEAST_WIDTH;
  const now = useNow(60_000);
  const seconds = (resolveTime(range.to, now) - resolveTime(range.from, now)) / 1000;
  const onSelect = useCallback((id: string) => setSearch({ node: id }, { replace: true }), []);
  const node = map?.nodes.find(({ id }) => id === selected);
  const View = wantsList || isNarrow ? MapList : MapGraph;
  return (
    <PageFrame
      title="Map"
      answer={map && map.nodes.length > 0 ? answer(map) : null}
      aside={
        <>
          <QueryStats stats={map?.stats} />
          {!isNarrow && <ViewTabs list={wantsList} />}
        </>
      }
    >
      {error && <ErrorNotice error={error} />}
      {map?.truncated && (
        <WarningNotice>Only the 1,000 busiest connections are shown. A shorter time range has fewer.</WarningNotice>
      )}
      <div className={css.body} ref={frame}>
        {!map && !error && <Skeleton height={240} />}
        {map?.nodes.length === 0 && <NothingYet />}
        {map && map.nodes.length > 0 && <View map={map} seconds={seconds} selected={node?.id ?? ""} onSelect={onSelect} />}
        {map && node && <NodePanel node={node} map={map} seconds={seconds} onSelect={onSelect} />}
      </div>
    </PageFrame>
  );
}

function ViewTabs({ list }: { list: boolean }) {
  const { path, search } = useLocation();
  const to = (view: string | null) => {
    const next = new URLSearchParams(search);
    if (view === null) next.delete("view");
    else next.set("view", view);
    return withSearch(path, next);
  };
  return (
    <Tabs
      label="View"
      current={list ? "list" : "graph"}
      tabs={[
        { id: "graph", title: "Graph", href: to(null) },
        { id: "list", title: "List", href: to("list") },
      ]}
    />
  );
}

function NothingYet() {
  return (
    <EmptyNotice title="No calls in this time range">
      <p>
        The map draws itself from traces: a service appears with its first span, a line when its span is the child of another
        service&apos;s. Services must pass the <code>traceparent</code> header on, and each needs its own{" "}
        <code>service.name</code>. Providers, databases and MCP servers appear by what their callers say about them.
      </p>
      <p>
        <Link href={keepRange("/settings")}>Lines to paste for your services</Link>, or choose a longer time range.
      </p>
    </EmptyNotice>
  );
}

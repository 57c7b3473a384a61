// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { filterProblem } from "@/api/client";
import { completer } from "@/api/completion";
import { mapQuery } from "@/api/map";
import { keepRange, setSearch, withSearch } from "@/base/location";
import { resolveTime } from "@/base/timeRange";
import { useElementWidth } from "@/charts/useElementSize";
import { FilterInput } from "@/widgets/FilterInput";
import { useDocumentTitle, useLocation, useNow, useSearchValue, useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton, WarningNotice } from "@/widgets/Notice";
import { PageFrame } from "@/widgets/Page";
import { Tabs } from "@/widgets/Tabs";
import { answer } from "./figures";
import css from "./Map.module.css";
import { MapGraph } from "./MapGraph";
import { MapList } from "./MapList";
import { momentIndex, momentsOf, shownRange } from "./moments";
import { NodePanel } from "./NodePanel";
import { Timeline } from "./Timeline";

/** A drawing needs room: below, the list says the same. */
const LEAST_WIDTH = 640;

/** Who calls whom, and where it hurts. */
export function MapPage() {
  useDocumentTitle("Map");
  const range = useTimeRange();
  const selected = useSearchValue("node");
  const wantsList = useSearchValue("view") === "list";
  const q = useSearchValue("q");
  const at = useSearchValue("at");
  const now = useNow(60_000);
  const moments = useMemo(() => momentsOf(range, now), [range, now]);
  const index = momentIndex(moments, at);
  const shown = shownRange(moments, index, range);
  const { data: map, error } = useQuery(mapQuery(q, shown));
  const problem = filterProblem(error);
  const client = useQueryClient();
  const complete = useMemo(() => completer(client, range), [client, range]);
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useElementWidth(frame) < LEAST_WIDTH;
  const seconds = index < 0 ? (resolveTime(range.to, now) - resolveTime(range.from, now)) / 1000 : moments.stepMs / 1000;
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
      <div className={css.tools}>
        <FilterInput
          value={q}
          placeholder="service:checkout  layer:ai_gateway  provider:openai  user:ada  has:error"
          problem={problem}
          complete={complete}
          onSubmit={(next) => setSearch({ q: next })}
        />
        <Timeline range={range} moments={moments} index={index} />
      </div>
      {error && !problem && <ErrorNotice error={error} />}
      {map?.truncated && (
        <WarningNotice>Only the 1,000 busiest connections are shown. A shorter time range has fewer.</WarningNotice>
      )}
      <div className={css.body} ref={frame}>
        {!map && !error && <Skeleton height={240} />}
        {map?.nodes.length === 0 && (q !== "" || index >= 0 ? <NothingHere /> : <NothingYet />)}
        {map && map.nodes.length > 0 && <View map={map} seconds={seconds} selected={node?.id ?? ""} onSelect={onSelect} />}
        {map && node && <NodePanel node={node} map={map} seconds={seconds} doors={{ q, range: shown }} onSelect={onSelect} />}
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

/** The map has calls, but not these. */
function NothingHere() {
  return (
    <EmptyNotice title="No such calls here">
      <p>No request of this time matches. Take another moment, or another filter.</p>
    </EmptyNotice>
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

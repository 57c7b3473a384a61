// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { PointerEvent } from "react";
import type { CallLatency } from "@/api/latency";
import { spanQuery } from "@/api/queries";
import type { Span } from "@/api/types";
import { preferences, setPreference } from "@/base/preferences";
import { hrefWith, selectSpan } from "@/features/trace/url";
import type { TreeNode } from "@/features/trace/tree";
import { CopyButton, IconButton } from "@/widgets/Button";
import { StatusMark } from "@/widgets/Figures";
import { usePreference, useSearchValue } from "@/widgets/hooks";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { Tabs } from "@/widgets/Tabs";
import { AttributeList } from "./AttributeList";
import { ContentSection } from "./ContentSection";
import { EventsSection } from "./EventsSection";
import { RawSection } from "./RawSection";
import { SpanFigures } from "./SpanFigures";
import { SpanTime } from "./SpanTime";
import css from "./SpanPanel.module.css";

const TABS = [
  { id: "content", title: "Content" },
  { id: "attributes", title: "Attributes" },
  { id: "events", title: "Events" },
  { id: "raw", title: "Raw" },
] as const;

interface SpanPanelProps {
  traceId: string;
  spanId: string;
  node: TreeNode | null;
  /** The times of a model call. */
  call: CallLatency | undefined;
}

/** Everything about the selected span. What the waterfall already knows is shown while the rest loads. */
export function SpanPanel({ traceId, spanId, node, call }: SpanPanelProps) {
  const query = useQuery(spanQuery(traceId, spanId));
  const tab = useSearchValue("panel") || "content";
  const width = usePreference("detailWidth");
  const detail = query.data;
  const span: Span | undefined = detail ?? node?.span;
  return (
    <aside className={css.panel} style={{ width }} aria-label="Span">
      <ResizeHandle />
      <header className={css.head}>
        {span && <StatusMark status={span.status} />}
        <h2 title={span?.name}>{span?.name ?? "Span"}</h2>
        <CopyButton label="Copy the span id" text={spanId} />
        <IconButton small icon="close" label="Close (Esc)" onClick={() => selectSpan(null)} />
      </header>
      {span && <SpanFigures traceId={traceId} span={span} node={node} />}
      {call && <SpanTime traceId={traceId} call={call} />}
      <div className={css.tabs}>
        <Tabs
          label="Span"
          current={tab}
          tabs={TABS.map((one) => ({ ...one, href: hrefWith({ panel: one.id === "content" ? null : one.id }) }))}
        />
      </div>
      <div className={css.body}>
        {query.error && !detail && <ErrorNotice error={query.error} />}
        {!detail && !query.error && <Skeleton height={140} />}
        {detail && tab === "content" && <ContentSection detail={detail} />}
        {detail && tab === "attributes" && <AttributeList detail={detail} />}
        {detail && tab === "events" && <EventsSection detail={detail} />}
        {detail && tab === "raw" && <RawSection detail={detail} />}
      </div>
    </aside>
  );
}

const MIN_WIDTH = 320;

function ResizeHandle() {
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const startX = event.clientX;
    const startWidth = preferences().detailWidth;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) =>
      setPreference("detailWidth", Math.max(MIN_WIDTH, Math.min(window.innerWidth * 0.7, startWidth + startX - move.clientX)));
    handle.onpointerup = () => (handle.onpointermove = null);
  };
  return <div className={css.handle} onPointerDown={onPointerDown} aria-hidden="true" />;
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { traceLogsQuery } from "@/api/logs";
import type { PathParameters } from "@/base/location";
import { formatCount, plural } from "@/base/format";
import { useDocumentTitle, useLocation } from "@/widgets/hooks";
import { EmptyNotice, ErrorNotice, Skeleton, WarningNotice } from "@/widgets/Notice";
import { Tabs } from "@/widgets/Tabs";
import { ConversationTab } from "./ConversationTab";
import { LatencyTab } from "./latency/LatencyTab";
import { useLatency } from "./latency/useLatency";
import { LogsTab } from "./LogsTab";
import { RawTab } from "./RawTab";
import { SpanPanel } from "./SpanDetail/SpanPanel";
import { TraceHeader } from "./TraceHeader";
import css from "./TracePage.module.css";
import { TokensTab } from "./tokens/TokensTab";
import { readUrl, tabHref, type TraceTab } from "./url";
import { useNeighbours } from "./useNeighbours";
import { useTrace } from "./useTrace";
import { WaterfallTab } from "./waterfall/WaterfallTab";

/** Tabs with a panel beside them. It shows times of calls, as the waterfall does. */
const WITH_PANEL: ReadonlySet<TraceTab> = new Set(["waterfall", "tokens", "latency"]);

export function TracePage({ parameters }: { parameters: PathParameters }) {
  const traceId = parameters.traceId ?? "";
  const { search } = useLocation();
  const url = readUrl(search);
  const { trace, stats, truncated, spans, tree, loading, error } = useTrace(traceId);
  const neighbours = useNeighbours(traceId);
  const logs = useQuery(traceLogsQuery(traceId));
  const running = trace?.state === "running";
  const { query: latency, calls } = useLatency(traceId, trace, WITH_PANEL.has(url.tab));
  useDocumentTitle(trace?.name ?? "Trace");

  if (error && !trace) {
    return (
      <EmptyNotice title="This trace cannot be shown">
        <ErrorNotice error={error} />
        <code>{traceId}</code>
      </EmptyNotice>
    );
  }
  const firstError = tree.nodes.find((node) => node.span.status === "error")?.span.span_id ?? null;
  const inferred = spans.filter((span) => span.inferred).length;
  const selected = url.span ? (tree.byId.get(url.span) ?? null) : null;
  return (
    <div className={css.page}>
      {trace ? (
        <TraceHeader trace={trace} inferred={inferred} firstError={firstError} stats={stats} neighbours={neighbours} />
      ) : (
        <HeaderSkeleton />
      )}
      <div className={css.tabs}>
        <Tabs
          label="Trace"
          current={url.tab}
          tabs={[
            { id: "waterfall", title: "Waterfall", href: tabHref("waterfall") },
            { id: "conversation", title: "Conversation", href: tabHref("conversation") },
            { id: "tokens", title: "Tokens", href: tabHref("tokens") },
            { id: "latency", title: "Latency", href: tabHref("latency") },
            { id: "logs", title: logs.data ? `Logs (${formatCount(logs.data.logs.length)})` : "Logs", href: tabHref("logs") },
            { id: "raw", title: "Raw", href: tabHref("raw") },
          ]}
        />
      </div>
      {truncated && (
        <WarningNotice>
          This trace is larger than the server keeps in one answer: {plural(spans.length, "span")} are shown.
        </WarningNotice>
      )}
      {loading && trace && trace.span_count > spans.length && (
        <p className={css.progress} role="status">
          {formatCount(spans.length)} of {formatCount(trace.span_count)} spans loaded…
        </p>
      )}
      <div className={css.body}>
        <div className={css.content}>
          {url.tab === "waterfall" && <WaterfallTab tree={tree} url={url} ready={trace !== undefined} calls={calls} />}
          {url.tab === "conversation" && <ConversationTab traceId={traceId} tree={tree} running={running} />}
          {url.tab === "tokens" && <TokensTab traceId={traceId} selected={url.span} />}
          {url.tab === "latency" && (
            <LatencyTab
              query={latency}
              tree={tree}
              hasCalls={trace && trace.llm_calls > 0}
              running={running}
              selected={url.span}
            />
          )}
          {url.tab === "logs" && <LogsTab traceId={traceId} query={logs} />}
          {url.tab === "raw" && trace && <RawTab trace={trace} spans={spans} />}
        </div>
        {url.span && WITH_PANEL.has(url.tab) && (
          <SpanPanel key={url.span} traceId={traceId} spanId={url.span} node={selected} call={calls.get(url.span)} />
        )}
      </div>
    </div>
  );
}

function HeaderSkeleton() {
  return (
    <div className={css.header}>
      <Skeleton width={260} height={18} />
      <Skeleton width="60%" height={30} />
    </div>
  );
}

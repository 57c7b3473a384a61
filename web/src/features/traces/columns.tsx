// SPDX-License-Identifier: Apache-2.0
import type { TraceSummary } from "@/api/types";
import { formatCost, formatCount, formatDuration, NONE } from "@/base/format";
import { keepRange } from "@/base/location";
import type { Column } from "@/widgets/DataTable";
import { basisNote, StatusMark, Time } from "@/widgets/Figures";
import { Link } from "@/widgets/Link";
import css from "./TracesPage.module.css";

type TraceColumn = Column<TraceSummary>;

/** Values of an attribute for the traces in sight, by trace id. */
export type AttributeValues = ReadonlyMap<string, ReadonlyMap<string, string>>;

function list(values: readonly string[] | undefined): string {
  return values && values.length > 0 ? values.join(", ") : NONE;
}

function count(
  id: "span_count" | "error_count" | "llm_calls" | "tool_calls" | "input_tokens" | "output_tokens",
  title: string,
  sortable: boolean,
): TraceColumn {
  return { id, title, width: "84px", end: true, sortable, cell: (trace) => formatCount(trace[id]) };
}

function Tokens({ trace, href }: { trace: TraceSummary; href: string }) {
  const note = basisNote(trace.usage_basis);
  if (trace.input_tokens == null && trace.output_tokens == null) return <span>{NONE}</span>;
  return (
    <Link className={css.door} href={href} title={note ?? "Input → output tokens: where they went"}>
      {note ? "≈ " : ""}
      {formatCount(trace.input_tokens)} → {formatCount(trace.output_tokens)}
    </Link>
  );
}

export function knownColumns(hrefOf: (traceId: string, tab?: "tokens") => string): TraceColumn[] {
  return [
    {
      id: "status",
      title: "",
      width: "44px",
      cell: (trace) => <StatusMark status={trace.state === "running" ? "running" : trace.status} />,
    },
    { id: "start_time", title: "Start", width: "112px", sortable: true, cell: (trace) => <Time value={trace.start_time} /> },
    {
      id: "name",
      title: "Trace",
      width: "minmax(220px, 4fr)",
      cell: (trace) => (
        <Link className={css.name} href={hrefOf(trace.trace_id)} title={trace.input_preview ?? undefined}>
          {trace.name ?? trace.trace_id}
          {trace.input_preview && <span className={css.preview}> {trace.input_preview}</span>}
        </Link>
      ),
    },
    { id: "service", title: "Service", width: "minmax(100px, 1fr)", cell: (trace) => <span>{trace.service ?? NONE}</span> },
    {
      id: "duration_ms",
      title: "Duration",
      width: "82px",
      end: true,
      sortable: true,
      cell: (trace) => formatDuration(trace.duration_ms),
    },
    { id: "ttft_ms", title: "First token", width: "88px", end: true, cell: (trace) => formatDuration(trace.ttft_ms) },
    count("span_count", "Spans", true),
    {
      ...count("error_count", "Errors", true),
      cell: (trace) => <span className={trace.error_count > 0 ? css.failed : undefined}>{formatCount(trace.error_count)}</span>,
    },
    count("llm_calls", "Model calls", true),
    count("tool_calls", "Tool calls", false),
    {
      id: "tokens",
      title: "Tokens",
      width: "116px",
      end: true,
      hint: "Input → output",
      cell: (trace) => <Tokens trace={trace} href={hrefOf(trace.trace_id, "tokens")} />,
    },
    count("input_tokens", "Input tokens", true),
    count("output_tokens", "Output tokens", true),
    {
      id: "cost_usd",
      title: "Cost",
      width: "76px",
      end: true,
      sortable: true,
      cell: (trace) =>
        trace.cost_usd == null ? (
          <span title="no price is known">{NONE}</span>
        ) : (
          <Link className={css.door} href={hrefOf(trace.trace_id, "tokens")} title="Where the money went">
            {formatCost(trace.cost_usd)}
          </Link>
        ),
    },
    {
      id: "models",
      title: "Models",
      width: "minmax(110px, 1fr)",
      cell: (trace) => <span title={list(trace.models)}>{list(trace.models)}</span>,
    },
    {
      id: "agents",
      title: "Agents",
      width: "minmax(110px, 1fr)",
      cell: (trace) => <span title={list(trace.agents)}>{list(trace.agents)}</span>,
    },
    {
      id: "tools",
      title: "Tools",
      width: "minmax(110px, 1fr)",
      cell: (trace) => <span title={list(trace.tools)}>{list(trace.tools)}</span>,
    },
    {
      id: "session",
      title: "Session",
      width: "minmax(90px, 1fr)",
      cell: (trace) =>
        trace.session_id ? (
          <Link className={css.door} href={keepRange(`/sessions/${encodeURIComponent(trace.session_id)}`)}>
            {trace.session_id}
          </Link>
        ) : (
          <span>{NONE}</span>
        ),
    },
    { id: "user", title: "User", width: "minmax(90px, 1fr)", cell: (trace) => <span>{trace.user_id ?? NONE}</span> },
    {
      id: "output_preview",
      title: "Answer",
      width: "minmax(180px, 2fr)",
      cell: (trace) => <span title={trace.output_preview ?? undefined}>{trace.output_preview ?? NONE}</span>,
    },
    { id: "trace_id", title: "Trace id", width: "260px", cell: (trace) => <code>{trace.trace_id}</code> },
  ];
}

function attributeColumn(id: string, values: AttributeValues): TraceColumn {
  return {
    id,
    title: id.replace(/^attr\./, ""),
    hint: id,
    width: "minmax(120px, 1fr)",
    cell: (trace) => {
      const value = values.get(trace.trace_id)?.get(id) ?? NONE;
      return <span title={value}>{value}</span>;
    },
  };
}

export function chooseColumns(ids: readonly string[], known: readonly TraceColumn[], values: AttributeValues): TraceColumn[] {
  return ids.flatMap((id) => {
    if (id.startsWith("attr.")) return [attributeColumn(id, values)];
    return known.find((column) => column.id === id) ?? [];
  });
}

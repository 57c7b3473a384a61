// SPDX-License-Identifier: Apache-2.0
import type { Span } from "@/api/types";
import { term } from "@/base/filter";
import { formatCost, formatCount, formatDuration, formatPercent } from "@/base/format";
import { keepRange } from "@/base/location";
import { quirkSentence } from "@/base/quirks";
import type { TreeNode } from "@/features/trace/tree";
import { INFERRED, spanDuration } from "@/features/trace/inferred";
import { hrefWith } from "@/features/trace/url";
import { basisNote, Stat, Time } from "@/widgets/Figures";
import { Link } from "@/widgets/Link";
import { ErrorNotice, WarningNotice } from "@/widgets/Notice";
import css from "./SpanPanel.module.css";

interface SpanFiguresProps {
  traceId: string;
  span: Span;
  node: TreeNode | null;
}

/** A figure that opens the traces with the same value. */
function Door({ label, field, value }: { label: string; field: string; value: string | null | undefined }) {
  if (!value) return null;
  return (
    <Stat label={label}>
      <Link href={keepRange("/traces", { q: term(field, value) })} title={`Traces with ${field} ${value}`}>
        {value}
      </Link>
    </Stat>
  );
}

function Figure({ label, title, value }: { label: string; title?: string; value: string | null | undefined }) {
  if (value == null || value === "") return null;
  return (
    <Stat label={label} title={title ?? value}>
      {value}
    </Stat>
  );
}

const duration = (ms: number | null | undefined) => (ms == null ? null : formatDuration(ms));
const count = (value: number | null | undefined) => (value == null ? null : formatCount(value));

function sqlHref(traceId: string, spanId: string): string {
  const query = `SELECT *\nFROM spans\nWHERE trace_id = '${traceId}' AND span_id = '${spanId}'`;
  return keepRange("/sql", { query });
}

function keptNote({ cache_write_tokens: written, cache_write_1h_tokens: hour }: Span): string | undefined {
  return written && hour == null ? "Nobody said for how long: priced as kept for five minutes" : undefined;
}

export function SpanFigures({ traceId, span, node }: SpanFiguresProps) {
  const basis = basisNote(span.usage_basis);
  return (
    <>
      <dl className={css.figures}>
        <Stat label="Start">
          <Time value={span.start_time} />
        </Stat>
        <Figure label="Duration" value={spanDuration(span)} />
        {node && node.children.length > 0 && (
          <Figure label="Self time" title="No child was running" value={formatDuration(node.selfMs)} />
        )}
        <Figure label="First token" value={duration(span.ttft_ms)} />
        <Figure label="Per output token" value={duration(span.tpot_ms)} />
        <Figure label="Input tokens" title={basis ?? "As the provider reported it"} value={count(span.input_tokens)} />
        <Figure label="of it cached" value={count(span.cache_read_tokens)} />
        <Figure label="Cache written" title={keptNote(span)} value={count(span.cache_write_tokens)} />
        <Figure label="of it for an hour" value={count(span.cache_write_1h_tokens)} />
        <Figure label="Sound read" value={count(span.input_audio_tokens)} />
        <Figure label="Images read" value={count(span.input_image_tokens)} />
        <Figure label="Output tokens" title={basis ?? "As the provider reported it"} value={count(span.output_tokens)} />
        <Figure label="of it reasoning" value={count(span.reasoning_tokens)} />
        <Figure label="Sound written" value={count(span.output_audio_tokens)} />
        <Figure label="Images written" value={count(span.output_image_tokens)} />
        {span.cost_usd != null && (
          <Figure
            label="Cost"
            title={span.priced_model ? `Priced as ${span.priced_model}, ${span.price_version ?? ""}` : undefined}
            value={formatCost(span.cost_usd)}
          />
        )}
        <Door label="Service" field="service" value={span.service} />
        <Figure label="Operation" value={span.op} />
        <Figure label="Layer" value={span.layer} />
        <Figure label="Kind" value={span.kind} />
        <Door label="Model" field="model" value={span.response_model ?? span.request_model} />
        <Door label="Provider" field="provider" value={span.provider} />
        <Figure label="Region" value={span.region} />
        <Door label="Agent" field="agent" value={span.agent_name} />
        <Door label="Tool" field="tool" value={span.tool_name} />
        <Door label="MCP server" field="mcp_server" value={span.mcp_server} />
        <Figure label="Workflow" value={span.workflow_name} />
        <Figure label="Finish reasons" value={span.finish_reasons?.join(", ")} />
        <Door label="User" field="user" value={span.user_id} />
        <Figure label="Dialect" value={span.dialect} />
        {!span.inferred && (
          <Stat label="More">
            <Link href={sqlHref(traceId, span.span_id)}>Open in SQL</Link>
          </Stat>
        )}
      </dl>
      <Notes span={span} node={node} basis={basis} />
    </>
  );
}

/** What the sender thinks a call cost, where that is further than 2 % from what we think. */
function claimNote({ cost_usd: ours, claimed_cost_usd: claimed }: Span): string | null {
  if (claimed == null || claimed <= 0) return null;
  if (ours == null) return `The sender says that it cost ${formatCost(claimed)}; no price is known here.`;
  const off = (claimed - ours) / Math.max(ours, claimed);
  if (Math.abs(off) <= 0.02) return null;
  return `The sender says that it cost ${formatCost(claimed)}, ${formatPercent(Math.abs(claimed - ours), ours)} ${off > 0 ? "more" : "less"} than the price list.`;
}

function Notes({ span, node, basis }: { span: Span; node: TreeNode | null; basis: string | null }) {
  return (
    <div className={css.notes}>
      {span.status === "error" && (
        <ErrorNotice
          error={{
            message: [span.error_type, span.status_message].filter(Boolean).join(": ") || "This span failed without a message",
          }}
        />
      )}
      {span.inferred && <WarningNotice>{INFERRED}</WarningNotice>}
      {span.usage_note ? <WarningNotice>{span.usage_note}</WarningNotice> : basis && <WarningNotice>{basis}</WarningNotice>}
      {claimNote(span) && <WarningNotice>{claimNote(span)}</WarningNotice>}
      {span.duplicate_of && (
        <WarningNotice>
          Another observer of the same call: <Link href={hrefWith({ span: span.duplicate_of })}>{span.duplicate_of}</Link>
        </WarningNotice>
      )}
      {span.quirks && span.quirks.length > 0 && <Quirks quirks={span.quirks} />}
      {node?.mark === "orphan" && <WarningNotice>Its parent {span.parent_span_id} was never received.</WarningNotice>}
      {node?.mark === "cycle" && <WarningNotice>Its parents lead back to itself, so it is shown as a root.</WarningNotice>}
      {node && node.skewMs > 0 && (
        <WarningNotice>It starts {formatDuration(node.skewMs)} before its parent: the clocks disagree.</WarningNotice>
      )}
    </div>
  );
}

/** Many SDKs have a habit or two, so this is said calmly. */
function Quirks({ quirks }: { quirks: readonly string[] }) {
  return (
    <ul className={css.quirks} aria-label="Odd as it was sent">
      {quirks.map((quirk) => (
        <li key={quirk}>
          {quirkSentence(quirk)} <Link href={keepRange("/traces", { q: term("quirk", quirk) })}>Traces with the same</Link>
        </li>
      ))}
    </ul>
  );
}

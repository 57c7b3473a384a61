// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { Span, TraceSummary } from "@/api/types";
import { download, toJsonLines, toPrettyJson } from "@/base/export";
import type { Json } from "@/base/message";
import { Button, CopyButton } from "@/widgets/Button";
import { JsonTree } from "@/widgets/JsonTree";
import css from "./TracePage.module.css";

/** What the server answered, unchanged; attributes of one span are in its panel. */
export function RawTab({ trace, spans }: { trace: TraceSummary; spans: readonly Span[] }) {
  // Interfaces have no index signature, so the compiler does not see that these are plain JSON.
  const value = useMemo(() => ({ trace, spans }) as unknown as Json, [trace, spans]);
  return (
    <div className={css.raw}>
      <div className={css.actions}>
        <Button
          icon="download"
          onClick={() => download(`${trace.trace_id}.json`, "application/json", toPrettyJson({ trace, spans }))}
        >
          JSON
        </Button>
        <Button icon="download" onClick={() => download(`${trace.trace_id}.jsonl`, "application/x-ndjson", toJsonLines(spans))}>
          Spans as JSON lines
        </Button>
        <CopyButton label="Copy as JSON" text={() => toPrettyJson({ trace, spans })} />
      </div>
      <JsonTree value={value} />
    </div>
  );
}

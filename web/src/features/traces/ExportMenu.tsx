// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { get } from "@/api/client";
import type { TraceList, TraceSummary } from "@/api/types";
import { download, toCsv, toJsonLines } from "@/base/export";
import { formatCount } from "@/base/format";
import type { TimeRange } from "@/base/timeRange";
import { useTimeRange } from "@/widgets/hooks";
import { MenuItem, Popover } from "@/widgets/Popover";
import css from "./Menus.module.css";
import { sortText, type TracesUrl } from "./url";

const PAGE = 1000;
/** A browser holds this many rows with ease; more belongs to SQL. */
const MOST = 100_000;

async function loadAll(url: TracesUrl, range: TimeRange, onProgress: (rows: number) => void): Promise<TraceSummary[]> {
  const all: TraceSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: TraceList = await get<TraceList>("/traces", {
      q: url.q,
      sort: sortText(url.sort),
      from: range.from,
      to: range.to,
      limit: PAGE,
      cursor,
    });
    all.push(...page.traces);
    onProgress(all.length);
    cursor = page.next_cursor;
  } while (cursor !== null && all.length < MOST);
  return all;
}

function save(format: "csv" | "jsonl", traces: readonly TraceSummary[]): void {
  if (format === "jsonl") download("traces.jsonl", "application/x-ndjson", toJsonLines(traces));
  else {
    const columns = [...new Set(traces.flatMap((trace) => Object.keys(trace)))];
    download(
      "traces.csv",
      "text/csv",
      toCsv(
        columns,
        traces.map((trace) => ({ ...trace })),
      ),
    );
  }
}

export function ExportMenu({ url, loaded }: { url: TracesUrl; loaded: readonly TraceSummary[] }) {
  const range = useTimeRange();
  const [progress, setProgress] = useState<string | null>(null);
  const all = async (format: "csv" | "jsonl") => {
    try {
      save(format, await loadAll(url, range, (rows) => setProgress(`${formatCount(rows)} traces loaded…`)));
      setProgress(null);
    } catch (error) {
      setProgress(error instanceof Error ? error.message : "The export failed");
    }
  };
  return (
    <Popover icon="download" label="Export" title="Export traces" align="end">
      {(close) => (
        <div className={css.menu}>
          {(["csv", "jsonl"] as const).map((format) => (
            <MenuItem
              key={format}
              disabled={loaded.length === 0}
              onClick={() => {
                save(format, loaded);
                close();
              }}
            >
              {formatCount(loaded.length)} loaded as {format === "csv" ? "CSV" : "JSON lines"}
            </MenuItem>
          ))}
          <MenuItem onClick={() => void all("csv")}>The whole result as CSV</MenuItem>
          <MenuItem onClick={() => void all("jsonl")}>The whole result as JSON lines</MenuItem>
          <p className={css.hint} role="status">
            {progress ?? `At most ${formatCount(MOST)} traces; use SQL for more.`}
          </p>
        </div>
      )}
    </Popover>
  );
}

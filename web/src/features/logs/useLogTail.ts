// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askSetupAnew } from "@/api/queries";
import { followLogs } from "@/api/tail";
import type { LogRecord } from "@/base/log";

export interface LogTail {
  connected: boolean;
  /** Newest first. */
  logs: readonly LogRecord[];
}

const KEPT = 1000;
const IDLE: LogTail = { connected: false, logs: [] };

export function prepend(logs: readonly LogRecord[], log: LogRecord): readonly LogRecord[] {
  return logs.some((known) => known.id === log.id) ? logs : [log, ...logs].slice(0, KEPT);
}

/** Records that arrive while the page is followed live. Each question starts an empty tail. */
export function useLogTail(q: string, on: boolean): LogTail {
  const [tails, setTails] = useState<{ q: string; tail: LogTail }>({ q, tail: IDLE });
  const client = useQueryClient();
  useEffect(() => {
    if (!on) return;
    const change = (update: (tail: LogTail) => LogTail) =>
      setTails((old) => ({ q, tail: update(old.q === q ? old.tail : IDLE) }));
    return followLogs(q, {
      onEvent: (log) => change((tail) => ({ ...tail, logs: prepend(tail.logs, log) })),
      onState: (connected) => change((tail) => ({ ...tail, connected })),
      onRefused: () => askSetupAnew(client),
    });
  }, [client, q, on]);
  return on && tails.q === q ? tails.tail : IDLE;
}

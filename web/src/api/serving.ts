// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";

export interface MomentMeasure {
  measure: string;
  /** UCUM: "1" is a share. */
  unit: string;
  /** The most while the call was under way, else what was measured next to it. */
  at_call: number | null;
  points: [timeMs: number, value: number][];
}

interface ServerMoment {
  server: { instance: string; engine: string; matched_by: string; measures: MomentMeasure[] } | null;
  /** Why no server is known. */
  reason?: string;
  gpus: { gpu: string; kind: string | null; measures: MomentMeasure[] }[];
}

/** What the model server of a call and its GPUs measured then. */
export const serverMomentQuery = (traceId: string, spanId: string) =>
  queryOptions({
    queryKey: ["latency", traceId, "server", spanId],
    queryFn: ({ signal }) => get<ServerMoment>(`/traces/${traceId}/spans/${spanId}/server`, {}, signal),
    staleTime: 60_000,
    gcTime: 60_000,
  });

// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import type { Difference } from "@/base/differences";
import type { TimeRange } from "@/base/timeRange";
import { get } from "./client";
import { ranged } from "./queries";
import type { QueryStats } from "./types";

export interface Differences {
  /** Traces that were looked at, of each set. */
  a: number;
  b: number;
  sampled_at_most: number;
  differences: Difference[];
}

/** Spans of one operation, service and name under one parent. */
interface AlignedGroup {
  spans: number;
  ms: number;
  tokens: number;
  errors: number;
  span_id: string;
}

export interface AlignedRow {
  depth: number;
  name: string;
  /** In the second trace, when that is another. */
  other_name: string | null;
  op: string;
  op_group: string;
  service: string;
  a: AlignedGroup | null;
  b: AlignedGroup | null;
}

/** In what the traces of a filter differ from those of another; without `other` from all that it leaves. */
export const differencesQuery = (q: string, range: TimeRange, other: string | undefined, otherRange: TimeRange | null) => ({
  ...ranged<Differences>("/compare", { q, other, other_from: otherRange?.from, other_to: otherRange?.to }, range),
  retry: false,
});

export const alignedQuery = (a: string, b: string) =>
  queryOptions({
    queryKey: ["compare", a, b],
    queryFn: ({ signal }) => get<{ rows: AlignedRow[]; stats?: QueryStats }>("/compare/traces", { a, b }, signal),
    staleTime: 30_000,
    retry: false,
  });

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { annotationsQuery } from "@/api/dashboards";
import { momentOf, type Moment } from "@/charts/moments";
import { useTimeRange } from "@/widgets/hooks";

const NONE: readonly Moment[] = [];

/** Annotations of the range as charts draw them; `shown` false draws none. */
export function useMoments(tags: readonly string[] | undefined, shown: boolean): readonly Moment[] {
  const { data } = useQuery({ ...annotationsQuery((tags ?? []).join(","), useTimeRange()), enabled: shown });
  return useMemo(() => (shown ? (data?.annotations ?? []).map(momentOf) : NONE), [data, shown]);
}

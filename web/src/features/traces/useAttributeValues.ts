// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { SqlResult } from "@/api/admin";
import { post } from "@/api/client";
import type { AttributeValues } from "./columns";

const NO_VALUES: AttributeValues = new Map();

/** Summaries of traces carry no attributes, so columns of attributes are asked for by SQL, for the loaded traces only. */
export function useAttributeValues(columns: readonly string[], traceIds: readonly string[]): AttributeValues {
  const keys = columns.filter((column) => column.startsWith("attr."));
  const query = useQuery({
    queryKey: ["range", "attribute-columns", keys, traceIds],
    enabled: keys.length > 0 && traceIds.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => post<SqlResult>("/sql", attributeSql(keys, traceIds), signal),
    select: (result) => toValues(keys, result),
  });
  return query.data ?? NO_VALUES;
}

export function attributeSql(
  keys: readonly string[],
  traceIds: readonly string[],
): { query: string; params: Record<string, string> } {
  const params: Record<string, string> = {};
  const picks = keys.map((key, index) => {
    params[`key${index}`] = key.slice("attr.".length);
    return `anyIf(attributes[{key${index}:String}], mapContains(attributes, {key${index}:String})) AS value${index}`;
  });
  // Ids of traces are hexadecimal by specification; anything else is left out rather than quoted.
  const ids = traceIds.filter((id) => /^[0-9a-f]+$/.test(id)).map((id) => `'${id}'`);
  return {
    query: `SELECT trace_id, ${picks.join(", ")} FROM spans WHERE trace_id IN (${ids.join(", ")}) GROUP BY trace_id`,
    params,
  };
}

export function toValues(keys: readonly string[], result: SqlResult): AttributeValues {
  return new Map(
    result.rows.map((row) => [
      String(row.trace_id),
      new Map(keys.flatMap((key, index) => (row[`value${index}`] ? [[key, String(row[`value${index}`])] as const] : []))),
    ]),
  );
}

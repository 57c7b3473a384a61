// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from "@tanstack/react-query";
import { quote, type Completion } from "@/base/filter";
import type { TimeRange } from "@/base/timeRange";
import { attributesQuery, fieldsQuery, fieldValuesQuery } from "./queries";

interface Suggested {
  text: string;
  hint: string;
}

const LIMIT = 30;

/** Completions for the search box: names of fields and attributes, then values seen in the time range. */
export function completer(client: QueryClient, range: TimeRange): (at: Completion) => Promise<Suggested[]> {
  return (at) =>
    at.kind === "field" ? completeField(client, range, at.prefix) : completeValue(client, range, at.field, at.prefix);
}

async function completeField(client: QueryClient, range: TimeRange, prefix: string): Promise<Suggested[]> {
  const attribute = /^(attr|resource)\.(.*)$/.exec(prefix);
  if (attribute) {
    const { keys } = await client.fetchQuery({ ...attributesQuery(attribute[2] ?? "", range), staleTime: 60_000 });
    return keys.slice(0, LIMIT).map(({ key, count }) => ({ text: `${attribute[1]}.${key}`, hint: `${count} spans` }));
  }
  const { fields } = await client.fetchQuery(fieldsQuery());
  const wanted = prefix.toLowerCase();
  return fields
    .filter((field) => field.name.startsWith(wanted) || (wanted.length > 2 && field.name.includes(wanted)))
    .slice(0, LIMIT)
    .map((field) => ({ text: field.name, hint: field.description }));
}

async function completeValue(client: QueryClient, range: TimeRange, field: string, prefix: string): Promise<Suggested[]> {
  const { values } = await client.fetchQuery({ ...fieldValuesQuery(field, prefix, range), staleTime: 30_000 });
  return values.slice(0, LIMIT).map(({ value, count }) => ({ text: quote(value), hint: count.toLocaleString("en-US") }));
}

// SPDX-License-Identifier: Apache-2.0
import type { MetricLabel } from "@/api/metrics";
import { quote, type Completion } from "@/base/filter";
import type { Suggestion } from "@/widgets/FilterInput";

const COMMON = [
  { text: "service", hint: "Service that sent it" },
  { text: "name", hint: "Name of the metric" },
  { text: "scope", hint: "Instrumentation scope" },
];

/** Completes the labels of one metric and their values. */
export function complete(labels: readonly MetricLabel[], at: Completion): Suggestion[] {
  if (at.kind === "field") {
    const fields = labels
      .filter(({ name }) => name !== "service")
      .map(({ name, distinct_values: values }) => ({ text: name, hint: values === 1 ? "1 value" : `${values} values` }));
    return [...COMMON, ...fields].filter(({ text }) => text.includes(at.prefix.toLowerCase()));
  }
  const label = labels.find(({ name }) => name === at.field);
  return (label?.values ?? [])
    .filter((value) => value.toLowerCase().startsWith(at.prefix.toLowerCase()))
    .map((value) => ({ text: quote(value), hint: "" }));
}

// SPDX-License-Identifier: Apache-2.0
import type { Variable } from "@/base/dashboard";

/** Apart from what other pages keep in the address. */
export function variableParameter(name: string): string {
  return `var.${name}`;
}

export function readVariables(variables: readonly Variable[] | undefined, search: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { name } of variables ?? []) {
    const value = search.get(variableParameter(name));
    if (value) values[name] = value;
  }
  return values;
}

// SPDX-License-Identifier: Apache-2.0
/** Names of custom properties in tokens.css; a colour itself never appears outside that file. */
const OPERATION_GROUPS = new Set(["model", "agent", "workflow", "tool", "data", "quality", "prompt", "infra"]);

export const OPERATION_GROUP_LABELS: readonly (readonly [string, string])[] = [
  ["agent", "Agent"],
  ["workflow", "Workflow"],
  ["model", "Model"],
  ["tool", "Tool"],
  ["data", "Data"],
  ["quality", "Quality"],
  ["prompt", "Prompt"],
  ["infra", "Infrastructure"],
];

export function groupToken(group: string | null | undefined): string {
  return group && OPERATION_GROUPS.has(group) ? `--op-${group}` : "--op-infra";
}

export function groupColour(group: string | null | undefined): string {
  return `var(${groupToken(group)})`;
}

/** Reads a token for a canvas, which cannot resolve custom properties. */
export function tokenValue(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

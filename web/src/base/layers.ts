// SPDX-License-Identifier: Apache-2.0
/** From the user to the machine, the way a request travels. */
export const LAYERS: readonly (readonly [string, string])[] = [
  ["client", "Experience"],
  ["api_gateway", "API gateway"],
  ["app", "Application"],
  ["ai_gateway", "AI gateway"],
  ["model_server", "Model"],
  ["tool", "Tools"],
  ["data", "Data"],
  ["infra", "Infrastructure"],
];

const COLOURS: Record<string, string> = {
  client: "workflow",
  api_gateway: "prompt",
  app: "agent",
  ai_gateway: "quality",
  model_server: "model",
  tool: "tool",
  data: "data",
};

export function layerTitle(layer: string): string {
  return LAYERS.find(([id]) => id === layer)?.[1] ?? layer;
}

export function layerColour(layer: string): string {
  return `var(--op-${COLOURS[layer] ?? "infra"})`;
}

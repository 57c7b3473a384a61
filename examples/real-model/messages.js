// SPDX-License-Identifier: Apache-2.0
// OpenAI's messages and tools as node-llama-cpp takes them.

/** A tool's result belongs to the call in the model's answer, not to a message of its own. */
export function toHistory(messages) {
  const history = [];
  const calls = new Map();
  for (const message of messages) {
    const text = plainText(message.content);
    if (message.role === "system" || message.role === "user") {
      history.push({ type: message.role, text });
    } else if (message.role === "assistant") {
      modelTurn(history).push(...assistantParts(text, message.tool_calls ?? [], calls));
    } else if (message.role === "tool" && calls.has(message.tool_call_id)) {
      calls.get(message.tool_call_id).result = text;
    }
  }
  // The turn to fill in.
  modelTurn(history);
  return history;
}

export function toFunctions(tools = []) {
  if (tools.length === 0) return undefined;
  return Object.fromEntries(
    tools.map(({ function: { name, description, parameters } }) => [
      name,
      { description, params: plainSchema(parameters) },
    ]),
  );
}

function assistantParts(text, toolCalls, calls) {
  const parts = text === "" ? [] : [text];
  for (const { id, function: called } of toolCalls) {
    const part = {
      type: "functionCall",
      name: called.name,
      params: JSON.parse(called.arguments || "{}"),
      result: null,
    };
    calls.set(id, part);
    parts.push(part);
  }
  return parts;
}

function modelTurn(history) {
  if (history.at(-1)?.type !== "model") history.push({ type: "model", response: [] });
  return history.at(-1).response;
}

function plainText(content) {
  if (Array.isArray(content)) return content.map((part) => part.text ?? "").join("");
  return content ?? "";
}

/** The part of JSON Schema that a grammar can be made of. */
function plainSchema(schema) {
  if (schema?.enum) return { enum: schema.enum };
  if (schema?.type !== "object") return { type: schema?.type ?? "string" };
  const properties = Object.entries(schema.properties ?? {});
  return {
    type: "object",
    properties: Object.fromEntries(properties.map(([name, value]) => [name, plainSchema(value)])),
  };
}

// SPDX-License-Identifier: Apache-2.0
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Part =
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string }
  | { type: "tool_call"; id?: string | null; name: string; arguments: Json }
  | { type: "tool_result"; id?: string | null; name?: string | null; result: Json }
  | { type: "media"; modality?: string | null; mime_type?: string | null; bytes?: number | null; uri?: string | null }
  | { type: "other"; value: Json };

export type Role = "system" | "user" | "assistant" | "tool" | "developer";

export interface Message {
  hash: string;
  /** null when the content behind the hash is no longer stored. */
  role: Role | null;
  name?: string | null;
  parts: Part[];
}

export type ToolCallPart = Extract<Part, { type: "tool_call" }>;

export function toolCallsOf(message: Message): ToolCallPart[] {
  return message.parts.filter((part) => part.type === "tool_call");
}

/** What a message says, without what frameworks change when they send it again (names, ids of parts). */
export function fingerprint(message: Message): string {
  if (message.parts.length === 0) return message.hash;
  return `${message.role}\n${message.parts.map(partFingerprint).join("\n")}`;
}

function partFingerprint(part: Part): string {
  switch (part.type) {
    case "text":
      return part.text.trim();
    case "reasoning":
      return "";
    case "tool_call":
      return `call ${part.name} ${JSON.stringify(part.arguments)}`;
    case "tool_result":
      return `result ${part.id ?? ""} ${JSON.stringify(part.result)}`;
    case "media":
      return `media ${part.uri ?? part.bytes ?? ""}`;
    case "other":
      return JSON.stringify(part.value);
  }
}

/** The message as plain text, for copying and for one-line previews. */
export function plainText(message: Message): string {
  return message.parts
    .map(partText)
    .filter((text) => text !== "")
    .join("\n\n");
}

function partText(part: Part): string {
  switch (part.type) {
    case "text":
    case "reasoning":
      return part.text;
    case "tool_call":
      return `${part.name}(${JSON.stringify(part.arguments)})`;
    case "tool_result":
      return typeof part.result === "string" ? part.result : JSON.stringify(part.result);
    case "media":
      return `[${part.modality ?? part.mime_type ?? "media"}]`;
    case "other":
      return JSON.stringify(part.value);
  }
}

/** Text that holds a JSON object or array becomes that value; anything else stays as it is. */
export function parseJsonText(value: Json): Json {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

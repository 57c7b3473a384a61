// SPDX-License-Identifier: Apache-2.0
/**
 * What the tokens of a call are. The hue tells what they stand for, the look how they came into the call: plain is new,
 * striped was sent before, dotted is what the provider charged and nobody can see. So no two need colour vision to be told apart.
 */
export interface Category {
  id: string;
  title: string;
  about: string;
  side: "input" | "output";
  token: string;
  look: "plain" | "light" | "again" | "unseen";
}

function category(
  id: string,
  title: string,
  side: Category["side"],
  hue: string,
  look: Category["look"],
  about: string,
): Category {
  return { id, title, about, side, token: `--tok-${hue}`, look };
}

/** In the order of the stack, from its foot: what stays the same, what is sent again, what is new, what came back. */
export const CATEGORIES: readonly Category[] = [
  category(
    "tooldef",
    "Tool definitions",
    "input",
    "definition",
    "plain",
    "Names, descriptions and parameters of the tools offered",
  ),
  category("system", "System prompt", "input", "system", "plain", "Instructions that come before the conversation"),
  category("memory", "Memory", "input", "knowledge", "light", "What was remembered from earlier conversations"),
  category("rag", "Retrieved documents", "input", "knowledge", "plain", "Passages that retrieval put into the prompt"),
  category("hist_user", "User, sent again", "input", "user", "again", "What the user said in earlier turns"),
  category("hist_assistant", "Answers, sent again", "input", "assistant", "again", "What the model wrote in earlier calls"),
  category("reasoning_replay", "Reasoning, sent again", "input", "reasoning", "again", "Reasoning of earlier calls"),
  category("hist_toolargs", "Arguments, sent again", "input", "arguments", "again", "Arguments of tool calls made earlier"),
  category(
    "result_resend",
    "Results, sent again",
    "input",
    "result",
    "again",
    "Tool results that an earlier call already carried",
  ),
  category("user_new", "User, new", "input", "user", "plain", "What the user said just now"),
  category("subagent_result", "Sub-agent answers", "input", "subagent", "plain", "What other agents reported back"),
  category("result_first", "Results, first sent", "input", "result", "plain", "Tool results in the first call that carries them"),
  category("overhead", "Not seen", "input", "unseen", "unseen", "Charged by the provider, but not in the telemetry"),
  category("out_reasoning", "Reasoning", "output", "reasoning", "plain", "Thinking that is charged as output"),
  category("out_toolargs", "Tool arguments", "output", "arguments", "plain", "Arguments that the model wrote for tool calls"),
  category("out_text", "Text between calls", "output", "assistant", "light", "What the model wrote before it went on"),
  category("out_final", "Answer", "output", "assistant", "plain", "What the model answered in the end"),
];

const BY_ID = new Map(CATEGORIES.map((one) => [one.id, one]));

/** A category that a newer server knows is shown as unseen under its own name. */
export function categoryOf(id: string): Category {
  return (
    BY_ID.get(id) ?? category(id, id.replaceAll("_", " "), id.startsWith("out_") ? "output" : "input", "unseen", "unseen", "")
  );
}

/** The CSS background of a category. */
export function categoryFill(id: string): string {
  const { token, look } = categoryOf(id);
  const colour = `var(${token})`;
  const pale = `color-mix(in srgb, ${colour} 38%, var(--surface))`;
  switch (look) {
    case "plain":
      return colour;
    case "light":
      return `color-mix(in srgb, ${colour} 55%, var(--surface))`;
    case "again":
      return `repeating-linear-gradient(135deg, ${colour} 0 2px, ${pale} 2px 6px)`;
    case "unseen":
      return `radial-gradient(circle, ${colour} 1px, transparent 1.5px) 0 0 / 5px 5px, ${pale}`;
  }
}

// SPDX-License-Identifier: Apache-2.0
/** What was odd about a span as it was sent, or about the trace that spans make, and what was made of it. */
const SENTENCES: Record<string, string> = {
  number_as_text: "A number was sent as text; it was read.",
  wrong_type: "An attribute holds something of another type than it should; it was not read.",
  negative_tokens: "A number of tokens is negative, so it is unknown.",
  absurd_tokens: "A number of tokens is beyond belief, so it is unknown.",
  cache_above_input: "More cached tokens than input that should include them; they were added to it.",
  reasoning_above_output: "More reasoning than output that should include it; it was added to it.",
  total_mismatch: "The total of the tokens is not the sum of its parts.",
  json_cut: "JSON lost its end on the way; what was whole of it was read.",
  dropped_by_sender: "The sender left attributes, events or links out.",
  clipped: "A value or a list was cut to the limits of this server.",
  ends_before_start: "It ends before it starts, so it lasts 0.",
  wrong_clock: "The clock that timed it was wrong; it is filed under the time of its arrival.",
  missing_parent: "The parent of a span was never received, so it is shown beside the root.",
  several_roots: "More than one span began the trace; the first stands for it.",
  parent_cycle: "Spans are each other's parents, so they are shown as roots.",
  child_before_parent: "A span starts more than a minute before its parent, which clocks that differ do not explain.",
};

/** Those of a trace, not of one of its spans. */
export const SHAPES: ReadonlySet<string> = new Set(["missing_parent", "several_roots", "parent_cycle", "child_before_parent"]);

export const quirkSentence = (quirk: string) => SENTENCES[quirk] ?? quirk;

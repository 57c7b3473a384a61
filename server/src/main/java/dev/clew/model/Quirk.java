// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.Locale;

/// Something odd about a span as it was sent, or about the trace that the spans make. The spans are
/// kept, and what was sent stays as it is; the quirk says what was made of it.
public enum Quirk {
  /// A number came as text, and was read.
  NUMBER_AS_TEXT,
  /// An attribute that means a number, a word or a truth value held something else, and was not
  /// read.
  WRONG_TYPE,
  /// Fewer than no tokens: unknown.
  NEGATIVE_TOKENS,
  /// More tokens than any call has, or a broken number of them: unknown.
  ABSURD_TOKENS,
  /// More cached tokens than input that should include them: they were added.
  CACHE_ABOVE_INPUT,
  /// More reasoning than output that should include it: it was added.
  REASONING_ABOVE_OUTPUT,
  /// The total is not the sum of its parts.
  TOTAL_MISMATCH,
  /// JSON without its end: what was whole of it was read.
  JSON_CUT,
  /// The sender itself left attributes, events or links out.
  DROPPED_BY_SENDER,
  /// Values, keys or lists were cut to the limits of this server.
  CLIPPED,
  /// It lasts 0.
  ENDS_BEFORE_START,
  /// Before the year 2000, or in the future: it is filed under the time of its arrival.
  WRONG_CLOCK,
  /// Of a trace: a span's parent is not here, and the span is shown beside the root.
  MISSING_PARENT,
  /// Of a trace: more than one span began it.
  SEVERAL_ROOTS,
  /// Of a trace: spans that are their own ancestors. They are shown as roots.
  PARENT_CYCLE,
  /// Of a trace: a span starts more than a minute before its parent, which no clock skew explains.
  CHILD_BEFORE_PARENT;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

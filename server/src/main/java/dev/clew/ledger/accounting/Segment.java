// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.model.SpanId;

/// A piece of what a call sent or got: a system prompt, a tool's definition, a result.
///
/// @param key of the content: equal content has equal keys, wherever it appears
/// @param owner whose it is
/// @param tokens estimated; how many of the charged ones they are follows from the bill
/// @param request for a result or arguments, the tool with its arguments; 0 when unknown
/// @param execution the span that executed the tool; [SpanId#NONE] when it is not known
/// @param retried the execution failed and was tried again
public record Segment(
    long key,
    Kind kind,
    Owner owner,
    double tokens,
    long request,
    SpanId execution,
    boolean retried) {

  /// What it is, whichever call carries it.
  public enum Kind {
    SYSTEM(Category.SYSTEM, Category.SYSTEM, Category.OUT_TEXT),
    TOOLDEF(Category.TOOLDEF, Category.TOOLDEF, Category.OUT_TEXT),
    USER(Category.USER_NEW, Category.HIST_USER, Category.OUT_TEXT),
    ASSISTANT(Category.HIST_ASSISTANT, Category.HIST_ASSISTANT, Category.OUT_TEXT),
    TOOLARGS(Category.HIST_TOOLARGS, Category.HIST_TOOLARGS, Category.OUT_TOOLARGS),
    RESULT(Category.RESULT_FIRST, Category.RESULT_RESEND, Category.OUT_TEXT),
    RAG(Category.RAG, Category.RAG, Category.OUT_TEXT),
    MEMORY(Category.MEMORY, Category.MEMORY, Category.OUT_TEXT),
    SUBAGENT(Category.SUBAGENT_RESULT, Category.SUBAGENT_RESULT, Category.OUT_TEXT),
    REASONING(Category.REASONING_REPLAY, Category.REASONING_REPLAY, Category.OUT_REASONING),
    OVERHEAD(Category.OVERHEAD, Category.OVERHEAD, Category.OUT_TEXT);

    private final Category first;
    private final Category again;
    private final Category output;

    Kind(Category first, Category again, Category output) {
      this.first = first;
      this.again = again;
      this.output = output;
    }

    Category input(boolean isFirst) {
      return isFirst ? first : again;
    }

    Category output() {
      return output;
    }

    /// Precedes the conversation.
    boolean isPreamble() {
      return this == SYSTEM || this == TOOLDEF;
    }

    /// Stands in a system prompt, if only in some.
    boolean mayPrecede() {
      return isPreamble() || this == RAG || this == MEMORY;
    }

    /// Said by the model.
    public boolean isModels() {
      return this == ASSISTANT || this == TOOLARGS || this == REASONING;
    }
  }

  /// @param server of the Model Context Protocol; empty for a tool of the caller's own
  /// @param tool the tool, or the agent that answered as one; empty for everything else
  public record Owner(String server, String tool) {
    public static final Owner NONE = new Owner("", "");
  }

  public static Segment of(long key, Kind kind, double tokens) {
    return new Segment(key, kind, Owner.NONE, tokens, 0, SpanId.NONE, false);
  }

  public static Segment of(long key, Kind kind, Owner owner, double tokens) {
    return new Segment(key, kind, owner, tokens, 0, SpanId.NONE, false);
  }

  /// The same, of another length.
  Segment sized(double otherTokens) {
    return new Segment(key, kind, owner, otherTokens, request, execution, retried);
  }
}

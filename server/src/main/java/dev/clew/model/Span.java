// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The canonical span: what was sent, and what it means.
///
/// @param dialect lower-case id of the vocabulary that explained it, such as `otel_genai`,
///   `openinference`, `openllmetry`, or `otel` for ordinary semantic conventions
/// @param guessed the operation was inferred from hints, not stated
/// @param errorType low-cardinality reason of a failure; `null` when the span did not fail or did
///   not say
/// @param peer what a client's span called, as the client knows it: a service, a host, a database;
///   `null` when it did not say
/// @param quirks what was odd about it, each once
public record Span(
    RawSpan raw,
    Operation op,
    boolean guessed,
    String dialect,
    Layer layer,
    ModelCall call,
    Usage usage,
    Identity identity,
    ToolUse tool,
    Content content,
    @Nullable String errorType,
    @Nullable String peer,
    List<Quirk> quirks) {

  public Span {
    quirks = List.copyOf(quirks);
  }

  /// Error types of spans that ended early on purpose: a run that waits for a human, a stream that
  /// its reader closed. Frameworks report both with the status ERROR.
  public static final Set<String> NOT_FAILURES = Set.of("interrupt", "cancelled");

  public boolean hasFailed() {
    return raw.status().code() == StatusCode.ERROR
        && (errorType == null || !NOT_FAILURES.contains(errorType));
  }

  public Span withRaw(RawSpan newRaw) {
    return new Span(
        newRaw, op, guessed, dialect, layer, call, usage, identity, tool, content, errorType, peer,
        quirks);
  }

  public Span withContent(Content newContent) {
    return new Span(
        raw,
        op,
        guessed,
        dialect,
        layer,
        call,
        usage,
        identity,
        tool,
        newContent,
        errorType,
        peer,
        quirks);
  }

  public Span withQuirk(Quirk quirk) {
    var more = new ArrayList<>(quirks);
    more.add(quirk);
    return new Span(
        raw, op, guessed, dialect, layer, call, usage, identity, tool, content, errorType, peer,
        more);
  }
}

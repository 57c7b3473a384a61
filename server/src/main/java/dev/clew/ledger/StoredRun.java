// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.model.SpanId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is stored of one run, as far as its ledger is made from it.
final class StoredRun {

  private final RunRow row;
  private final List<CallRow> calls = new ArrayList<>();
  private final List<ToolRow> tools = new ArrayList<>();
  private final Map<SpanId, SpanRow> spans = new LinkedHashMap<>();
  private final Content content = Content.empty();
  private final List<InferredTool> inferred = new ArrayList<>();
  private Recalled recalled = Recalled.NOTHING;
  private @Nullable Map<SpanId, List<SpanRow>> observers;

  StoredRun(RunRow row) {
    this.row = row;
  }

  RunRow row() {
    return row;
  }

  List<CallRow> calls() {
    return calls;
  }

  List<ToolRow> tools() {
    return tools;
  }

  /// Tools that ran without a span.
  List<InferredTool> inferred() {
    return inferred;
  }

  Map<SpanId, SpanRow> spans() {
    return spans;
  }

  /// The charged span, or another observer of the same call that tells more of its content.
  ///
  /// @param call of the run, all of whose calls are read
  @Nullable SpanRow mostTelling(CallRow call) {
    var span = spans.get(call.id());
    for (var observer : observers().getOrDefault(call.id(), List.of())) {
      if (span == null || observer.told() > span.told()) {
        span = observer;
      }
    }
    return span;
  }

  /// Spans of calls that are charged elsewhere, by the span that is charged. Made once: a run may
  /// have ten thousand calls.
  private Map<SpanId, List<SpanRow>> observers() {
    if (observers == null) {
      observers = new HashMap<>();
      for (var call : calls) {
        var span = spans.get(call.id());
        if (call.duplicateOf().isValid() && span != null) {
          observers.computeIfAbsent(call.duplicateOf(), _ -> new ArrayList<>()).add(span);
        }
      }
    }
    return observers;
  }

  /// What retrievers and memories answered.
  Recalled recalled() {
    return recalled;
  }

  void recalled(Recalled found) {
    recalled = found;
  }

  Content content() {
    return content;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.model.SpanId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is stored of one run, as far as its ledger is made from it.
final class StoredRun {

  private final RunRow row;
  private final List<CallRow> calls = new ArrayList<>();
  private final List<ToolRow> tools = new ArrayList<>();
  private final Map<SpanId, SpanRow> spans = new LinkedHashMap<>();
  private final Content content = Content.empty();
  private Recalled recalled = Recalled.NOTHING;

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

  Map<SpanId, SpanRow> spans() {
    return spans;
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

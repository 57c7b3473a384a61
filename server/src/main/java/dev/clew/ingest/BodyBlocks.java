// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.engine.Block;
import dev.clew.engine.Column;
import dev.clew.model.TraceId;

/// The rows of one commit for `messages` and `definitions`.
public final class BodyBlocks {

  private final Block messages = new Block();
  private final Column.Symbols messageProject = messages.symbols("project_id");
  private final Column.Whole messageDay = messages.whole("day", "Date");
  private final Column.Fixed16 traceId = messages.fixed16("trace_id");
  private final Column.Fixed8 messageHash = messages.fixed8("hash");
  private final Column.Symbols messageKind = messages.symbols("kind");
  private final Column.Text messageBody = messages.text("body");

  private final Block definitions = new Block();
  private final Column.Symbols project = definitions.symbols("project_id");
  private final Column.Whole day = definitions.whole("day", "Date");
  private final Column.Fixed16 hash = definitions.fixed16("hash");
  private final Column.Symbols kind = definitions.symbols("kind");
  private final Column.Text body = definitions.text("body");

  public Block messages() {
    return messages;
  }

  public Block definitions() {
    return definitions;
  }

  /// @param trace that a message belongs to; of no meaning for definitions
  /// @param today days since 1970
  public void add(String projectId, TraceId trace, Body content, long today, EventTime filed) {
    if (content.kind().isDefinition()) {
      project.add(projectId);
      day.add(today);
      hash.add(content.hash().high(), content.hash().low());
      kind.add(content.kind().label());
      body.add(content.utf8());
    } else {
      messageProject.add(projectId);
      messageDay.add(filed.day());
      traceId.add(trace.high(), trace.low());
      messageHash.add(content.hash().inTrace());
      messageKind.add(content.kind().label());
      messageBody.add(content.utf8());
    }
  }
}

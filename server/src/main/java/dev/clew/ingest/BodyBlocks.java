// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.engine.Block;
import dev.clew.engine.Column;

/// The rows of one commit for `messages` and `definitions`.
final class BodyBlocks {

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

  Block messages() {
    return messages;
  }

  Block definitions() {
    return definitions;
  }

  void add(
      String projectId, PackedSpan span, PackedSpan.Body content, long today, EventTime filed) {
    if (content.kind().isDefinition()) {
      project.add(projectId);
      day.add(today);
      hash.add(content.hash().high(), content.hash().low());
      kind.add(content.kind().label());
      body.add(content.utf8());
    } else {
      messageProject.add(projectId);
      messageDay.add(filed.day());
      var id = span.span().raw().ids().traceId();
      traceId.add(id.high(), id.low());
      messageHash.add(content.hash().inTrace());
      messageKind.add(content.kind().label());
      messageBody.add(content.utf8());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.ledger.Recalled.Passage;
import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what retrievers and memories answered.
final class RecalledReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RETRIEVE = "retrieve";
  private static final String MEMORY = "memory";

  /// Where answers keep the text of a document or a memory.
  private static final Set<String> TEXTS =
      Set.of("content", "page_content", "pageContent", "text", "document", "memory", "snippet");

  private final ClickHouse clickHouse;
  private final String database;

  RecalledReader(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// Gives each run what it recalled; most have nothing, and nothing is read for them.
  void addTo(String project, Collection<StoredRun> runs) {
    for (var run : runs) {
      var kinds = new HashMap<SpanId, Kind>();
      var hashes = new HashMap<Long, Kind>();
      for (var span : run.spans().values()) {
        var kind = kind(span.op());
        if (kind != null) {
          kinds.put(span.id(), kind);
          if (span.outputText() != 0) {
            hashes.put(span.outputText(), kind);
          }
        }
      }
      if (!kinds.isEmpty()) {
        var passages = new ArrayList<Passage>();
        addAnswers(project, run.row().trace(), hashes, passages);
        if (kinds.containsValue(Kind.RAG)) {
          addDocuments(project, run.row().trace(), passages);
        }
        run.recalled(Recalled.of(passages));
      }
    }
  }

  private static @Nullable Kind kind(String op) {
    return switch (op) {
      case RETRIEVE -> Kind.RAG;
      case MEMORY -> Kind.MEMORY;
      default -> null;
    };
  }

  private void addAnswers(
      String project, TraceId trace, Map<Long, Kind> hashes, List<Passage> into) {
    if (hashes.isEmpty()) {
      return;
    }
    clickHouse.query(
        Statement.of(
                """
                SELECT hash, substringUTF8(body, 1, 262144) AS text FROM %s.messages
                WHERE project_id = {project:String} AND trace_id = toFixedString(unhex({trace:String}), 16)
                  AND hash IN (SELECT toFixedString(unhex(arrayJoin({hashes:Array(String)})), 8))
                LIMIT 1 BY hash LIMIT 200
                """
                    .formatted(database))
            .with("project", project)
            .with("trace", trace.hex())
            .with("hashes", hashes.keySet().stream().map("%016x"::formatted).toList()),
        row -> {
          var kind = hashes.getOrDefault(SpanRow.number(row, "hash"), Kind.RAG);
          texts(row.string("text")).forEach(text -> into.add(new Passage(kind, text)));
        });
  }

  /// OpenInference writes each document into an attribute of its own.
  private void addDocuments(String project, TraceId trace, List<Passage> into) {
    clickHouse.query(
        Statement.of(
                """
                WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                  (SELECT (min(first_minute), max(last_minute)) FROM %1$s.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                SELECT mapValues(mapFilter((key, _) -> startsWith(key, 'retrieval.documents.') AND endsWith(key, '.document.content'), attributes)) AS documents
                FROM %1$s.spans
                WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id = wanted AND op = 'retrieve'
                LIMIT 200
                """
                    .formatted(database))
            .with("project", project)
            .with("trace", trace.hex()),
        row ->
            row.<String>list("documents").forEach(text -> into.add(new Passage(Kind.RAG, text))));
  }

  /// The texts in an answer, wherever in it they are; all of it when it is no JSON.
  static List<String> texts(String answer) {
    try {
      var texts = new ArrayList<String>();
      collect(JSON.readTree(answer), texts);
      return texts;
    } catch (JsonProcessingException e) {
      return List.of(answer);
    }
  }

  private static void collect(JsonNode node, List<String> texts) {
    if (node.isArray()) {
      for (var item : node) {
        if (item.isTextual()) {
          texts.add(item.asText());
        } else {
          collect(item, texts);
        }
      }
    } else if (node.isObject()) {
      for (var field : node.properties()) {
        if (field.getValue().isTextual() && TEXTS.contains(field.getKey())) {
          texts.add(field.getValue().asText());
        } else {
          collect(field.getValue(), texts);
        }
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.admin.Metadata;
import dev.clew.admin.Metadata.Columns;
import dev.clew.http.Reply;
import dev.clew.http.TimeRange;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What people and their deploys noted, in the metadata database.
final class Annotations {

  /// Of each project; the oldest go.
  private static final int KEPT = 10_000;

  private static final String NOTE = "note";

  private final Metadata metadata;

  Annotations(Metadata metadata) {
    this.metadata = metadata;
  }

  /// Those that lie in a range or reach into it, the latest first.
  List<Annotation> within(String project, TimeRange range, int most) {
    return metadata.query(
        """
        SELECT id, from_ms, to_ms, title, text, tags FROM annotations
        WHERE project = ? AND from_ms < ? AND max(from_ms, to_ms) >= ?
        ORDER BY from_ms DESC, id LIMIT ?
        """,
        Annotations::read,
        project,
        range.to().toEpochMilli(),
        range.from().toEpochMilli(),
        most);
  }

  Annotation add(String project, AnnotationInput.Read note) {
    var id = UUID.randomUUID().toString();
    metadata.update(
        "INSERT INTO annotations VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        project,
        note.fromMs(),
        note.toMs(),
        note.title(),
        note.text(),
        json(note.tags()));
    metadata.update(
        """
        DELETE FROM annotations WHERE project = ?1 AND from_ms < (
          SELECT from_ms FROM annotations WHERE project = ?1 ORDER BY from_ms DESC LIMIT 1 OFFSET ?2
        )
        """,
        project,
        KEPT);
    return annotation(id, note.fromMs(), note.toMs(), note.title(), note.text(), note.tags());
  }

  void remove(String project, String id) {
    if (metadata.update("DELETE FROM annotations WHERE project = ? AND id = ?", project, id) == 0) {
      throw new AppException(ErrorCode.NOT_FOUND, "no such annotation");
    }
  }

  private static Annotation read(Columns row) {
    return annotation(
        row.text(1), row.number(2), row.number(3), row.text(4), row.text(5), tags(row.text(6)));
  }

  /// @param toMs 0 for a moment
  private static Annotation annotation(
      String id, long fromMs, long toMs, String title, String text, List<String> tags) {
    return new Annotation(
        id,
        NOTE,
        Instant.ofEpochMilli(fromMs).toString(),
        toMs == 0 ? null : Instant.ofEpochMilli(toMs).toString(),
        title,
        text,
        tags,
        null);
  }

  private static String json(List<String> tags) {
    try {
      return Reply.MAPPER.writeValueAsString(tags);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> tags(String json) {
    try {
      var tags = new ArrayList<String>();
      Reply.MAPPER.readTree(json).forEach(tag -> tags.add(tag.asText()));
      return tags;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

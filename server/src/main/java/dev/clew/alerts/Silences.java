// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.admin.Metadata;
import dev.clew.http.Reply;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.List;

/// The silences of all projects, in the metadata database.
final class Silences {

  private static final int MOST = 500;

  private final Metadata metadata;

  Silences(Metadata metadata) {
    this.metadata = metadata;
  }

  /// The newest first, with those that are over.
  List<Silence> of(String project) {
    return metadata.query(
        "SELECT silence FROM alert_silences WHERE project = ? ORDER BY rowid DESC",
        row -> read(row.text(1)),
        project);
  }

  /// Those that are over make room.
  ///
  /// @throws AppException CONFLICT when the project has as many as it may have
  synchronized void add(String project, Silence silence) {
    var stored = of(project);
    if (stored.size() >= MOST) {
      int over =
          metadata.update(
              "DELETE FROM alert_silences WHERE project = ? AND silence ->> 'to' < ?",
              project,
              silence.from());
      if (over == 0) {
        throw new AppException(
            ErrorCode.CONFLICT,
            "silences: this project has %d already (expected: at most that many)".formatted(MOST));
      }
    }
    metadata.update(
        "INSERT INTO alert_silences VALUES (?, ?, ?)",
        silence.id(),
        project,
        Reply.MAPPER.valueToTree(silence).toString());
  }

  /// @throws AppException NOT_FOUND when the project has no such silence
  void remove(String project, String id) {
    if (metadata.update("DELETE FROM alert_silences WHERE id = ? AND project = ?", id, project)
        == 0) {
      throw new AppException(ErrorCode.NOT_FOUND, "no such silence");
    }
  }

  private static Silence read(String json) {
    try {
      return Reply.MAPPER.readValue(json, Silence.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("silence: " + json, e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.admin.Metadata;
import dev.clew.http.Reply;
import java.util.List;

/// The receipts of jobs, in the metadata database: written when a job begins, so that one that the
/// server takes with it is not forgotten. The latest 50 of each project are kept.
final class Receipts {

  private static final int KEPT = 50;

  private final Metadata metadata;

  Receipts(Metadata metadata) {
    this.metadata = metadata;
  }

  private record Stored(String project, Receipt receipt) {}

  /// Ends the jobs that ran when the server was stopped or killed.
  void endLeftOver(String at, String why) {
    metadata
        .query(
            "SELECT project, receipt FROM repricings",
            row -> new Stored(row.text(1), read(row.text(2))))
        .stream()
        .filter(stored -> stored.receipt().state().equals(Receipt.RUNNING))
        .forEach(stored -> save(stored.receipt().ended("stopped", null, at, why)));
  }

  void begin(String project, Receipt receipt) {
    metadata.update(
        "INSERT INTO repricings VALUES (?, ?, ?, ?)",
        receipt.id(),
        project,
        text(receipt),
        receipt.startedAt());
    metadata.update(
        "DELETE FROM repricings WHERE project = ? AND id NOT IN (SELECT id FROM repricings WHERE project = ? ORDER BY started_at DESC, rowid DESC LIMIT ?)",
        project,
        project,
        KEPT);
  }

  void save(Receipt receipt) {
    metadata.update("UPDATE repricings SET receipt = ? WHERE id = ?", text(receipt), receipt.id());
  }

  /// The latest first.
  List<Receipt> list(String project) {
    return metadata.query(
        "SELECT receipt FROM repricings WHERE project = ? ORDER BY started_at DESC, rowid DESC",
        row -> read(row.text(1)),
        project);
  }

  private static Receipt read(String json) {
    try {
      return Reply.MAPPER.readValue(json, Receipt.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("receipt: " + json, e);
    }
  }

  private static String text(Receipt receipt) {
    try {
      return Reply.MAPPER.writeValueAsString(receipt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("receipt " + receipt.id(), e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.admin.Metadata;
import dev.clew.http.Reply;
import java.util.List;

/// The receipts of jobs, in the metadata database. The latest 20 of each project are kept.
final class JudgingReceipts {

  private static final int KEPT = 20;

  private final Metadata metadata;

  JudgingReceipts(Metadata metadata) {
    this.metadata = metadata;
  }

  private record Stored(String project, JudgingReceipt receipt) {}

  /// Ends the jobs that ran when the server was stopped or killed.
  void endLeftOver(String at, String why) {
    metadata
        .query(
            "SELECT project, receipt FROM rejudgings",
            row -> new Stored(row.text(1), read(row.text(2))))
        .stream()
        .filter(stored -> stored.receipt().state().equals(JudgingReceipt.RUNNING))
        .forEach(
            stored -> save(stored.project(), stored.receipt().ended("stopped", null, at, why)));
  }

  void save(String project, JudgingReceipt receipt) {
    metadata.update(
        "INSERT INTO rejudgings VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET receipt = excluded.receipt",
        receipt.id(),
        project,
        text(receipt),
        receipt.startedAt());
    metadata.update(
        "DELETE FROM rejudgings WHERE project = ?1 AND id NOT IN (SELECT id FROM rejudgings WHERE project = ?1 ORDER BY started_at DESC, rowid DESC LIMIT ?2)",
        project,
        KEPT);
  }

  /// The latest first.
  List<JudgingReceipt> list(String project) {
    return metadata.query(
        "SELECT receipt FROM rejudgings WHERE project = ? ORDER BY started_at DESC, rowid DESC",
        row -> read(row.text(1)),
        project);
  }

  private static JudgingReceipt read(String json) {
    try {
      return Reply.MAPPER.readValue(json, JudgingReceipt.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("receipt: " + json, e);
    }
  }

  private static String text(JudgingReceipt receipt) {
    try {
      return Reply.MAPPER.writeValueAsString(receipt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("receipt " + receipt.id(), e);
    }
  }
}

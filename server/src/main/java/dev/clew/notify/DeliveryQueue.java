// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.admin.Metadata;
import dev.clew.admin.Metadata.Columns;
import dev.clew.http.Reply;
import java.util.List;

/// Deliveries in the metadata database: those that wait, and those that are done as a log.
final class DeliveryQueue {

  /// Of each project, of those that are done.
  private static final int KEPT = 1_000;

  private static final int AT_ONCE = 200;
  private static final String COLUMNS =
      "id, project, channel, notification, status, attempts, created_ms, next_ms, done_at, error";

  private final Metadata metadata;

  DeliveryQueue(Metadata metadata) {
    this.metadata = metadata;
  }

  void add(Delivery delivery) {
    metadata.update(
        "INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        delivery.id(),
        delivery.project(),
        delivery.channel(),
        delivery.notification().alert(),
        Reply.MAPPER.valueToTree(delivery.notification()).toString(),
        delivery.status(),
        delivery.attempts(),
        delivery.createdMs(),
        delivery.nextMs(),
        delivery.doneAt(),
        delivery.error());
  }

  /// Those whose time has come. What is told of one alert stays in order: a resolution waits until
  /// its firing has arrived or was given up.
  List<Delivery> due(long nowMs) {
    return metadata.query(
        """
        SELECT %s FROM deliveries AS one
        WHERE status = 'waiting' AND next_ms <= ? AND NOT EXISTS (
          SELECT 1 FROM deliveries AS before
          WHERE before.status = 'waiting' AND before.channel = one.channel AND before.alert = one.alert AND before.rowid < one.rowid
        )
        ORDER BY rowid LIMIT %d
        """
            .formatted(COLUMNS, AT_ONCE),
        DeliveryQueue::delivery,
        nowMs);
  }

  void delivered(Delivery delivery, String at) {
    done(delivery, "delivered", at, "");
  }

  void failed(Delivery delivery, String at, String error) {
    done(delivery, "failed", at, error);
  }

  private void done(Delivery delivery, String status, String at, String error) {
    metadata.update(
        "UPDATE deliveries SET status = ?, attempts = attempts + 1, done_at = ?, error = ? WHERE id = ?",
        status,
        at,
        error,
        delivery.id());
    metadata.update(
        """
        DELETE FROM deliveries WHERE project = ?1 AND status != 'waiting' AND rowid <= (
          SELECT rowid FROM deliveries WHERE project = ?1 AND status != 'waiting' ORDER BY rowid DESC LIMIT 1 OFFSET ?2
        )
        """,
        delivery.project(),
        KEPT);
  }

  void again(Delivery delivery, long nextMs, String error) {
    metadata.update(
        "UPDATE deliveries SET attempts = attempts + 1, next_ms = ?, error = ? WHERE id = ?",
        nextMs,
        error,
        delivery.id());
  }

  /// The latest first.
  List<Delivery> log(String project, int most) {
    return metadata.query(
        "SELECT %s FROM deliveries WHERE project = ? ORDER BY rowid DESC LIMIT ?"
            .formatted(COLUMNS),
        DeliveryQueue::delivery,
        project,
        most);
  }

  private static Delivery delivery(Columns row) {
    try {
      return new Delivery(
          row.text(1),
          row.text(2),
          row.text(3),
          Reply.MAPPER.readValue(row.text(4), Notification.class),
          row.text(5),
          (int) row.number(6),
          row.number(7),
          row.number(8),
          row.text(9),
          row.text(10));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("delivery " + row.text(1), e);
    }
  }
}

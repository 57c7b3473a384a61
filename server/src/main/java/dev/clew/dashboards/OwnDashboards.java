// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.admin.Metadata;
import dev.clew.admin.Metadata.Columns;
import dev.clew.http.Reply;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The dashboards that projects made, in the metadata database.
final class OwnDashboards {

  private static final Logger log = LoggerFactory.getLogger(OwnDashboards.class);

  /// Dashboards of one project.
  private static final int MOST = 200;

  private static final int MAX_CHARACTERS = 256 << 10;

  private final Metadata metadata;
  private final InstantSource clock;

  OwnDashboards(Metadata metadata, InstantSource clock) {
    this.metadata = metadata;
    this.clock = clock;
  }

  /// By title.
  List<StoredDashboard> of(String project) {
    return metadata
        .query(
            "SELECT id, document, version, updated_at FROM dashboards WHERE project = ? ORDER BY lower(title), id",
            OwnDashboards::read,
            project)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  Optional<StoredDashboard> find(String project, String id) {
    return metadata
        .query(
            "SELECT id, document, version, updated_at FROM dashboards WHERE project = ? AND id = ?",
            OwnDashboards::read,
            project,
            id)
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// @throws AppException CONFLICT when the project has as many as it may have
  StoredDashboard add(String project, Dashboard dashboard) {
    var text = text(dashboard);
    var id = UUID.randomUUID().toString();
    var now = clock.instant().toString();
    int added =
        metadata.update(
            """
            INSERT INTO dashboards SELECT ?1, ?2, ?3, ?4, 1, ?5, ?5
            WHERE (SELECT count(*) FROM dashboards WHERE project = ?2) < ?6
            """,
            id,
            project,
            dashboard.title(),
            text,
            now,
            MOST);
    if (added == 0) {
      throw new AppException(
          ErrorCode.CONFLICT,
          "dashboards: this project has %d already (expected: at most that many)".formatted(MOST));
    }
    return new StoredDashboard(id, dashboard, 1, now);
  }

  /// @param version that the change was made from
  /// @throws AppException NOT_FOUND, or CONFLICT when somebody else has changed it since
  StoredDashboard change(String project, String id, Dashboard dashboard, long version) {
    var text = text(dashboard);
    var now = clock.instant().toString();
    int changed =
        metadata.update(
            "UPDATE dashboards SET title = ?, document = ?, version = version + 1, updated_at = ? WHERE project = ? AND id = ? AND version = ?",
            dashboard.title(),
            text,
            now,
            project,
            id,
            version);
    if (changed == 0) {
      var known = find(project, id);
      if (known.isEmpty()) {
        throw new AppException(ErrorCode.NOT_FOUND, "no such dashboard");
      }
      throw new AppException(
          ErrorCode.CONFLICT,
          "version: %d (expected: %d, the dashboard was changed meanwhile; load it and try again)"
              .formatted(version, known.get().version()));
    }
    return new StoredDashboard(id, dashboard, version + 1, now);
  }

  void remove(String project, String id) {
    if (metadata.update("DELETE FROM dashboards WHERE project = ? AND id = ?", project, id) == 0) {
      throw new AppException(ErrorCode.NOT_FOUND, "no such dashboard");
    }
  }

  private static String text(Dashboard dashboard) {
    var text = dashboard.document().toString();
    if (text.length() > MAX_CHARACTERS) {
      throw new AppException(
          ErrorCode.TOO_LARGE,
          "dashboard: %d characters (expected: at most %d)"
              .formatted(text.length(), MAX_CHARACTERS));
    }
    return text;
  }

  /// A dashboard that this version cannot read any more does not hide the others.
  private static Optional<StoredDashboard> read(Columns row) {
    try {
      return Optional.of(
          new StoredDashboard(
              row.text(1),
              Dashboard.read(Reply.MAPPER.readTree(row.text(2))),
              row.number(3),
              row.text(4)));
    } catch (JsonProcessingException | AppException e) {
      log.error("dashboard {} is not shown: {}", row.text(1), e.getMessage());
      return Optional.empty();
    }
  }
}

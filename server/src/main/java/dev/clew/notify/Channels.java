// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.admin.Metadata;
import dev.clew.http.Reply;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The channels of all projects, in the metadata database.
final class Channels {

  private static final int MOST = 100;

  private final Metadata metadata;

  Channels(Metadata metadata) {
    this.metadata = metadata;
  }

  List<Channel> of(String project) {
    return metadata.query(
        "SELECT channel FROM channels WHERE project = ? ORDER BY rowid",
        row -> read(row.text(1)),
        project);
  }

  /// `null` when the project has no such channel.
  @Nullable Channel find(String project, String id) {
    var found =
        metadata.query(
            "SELECT channel FROM channels WHERE project = ? AND id = ?",
            row -> read(row.text(1)),
            project,
            id);
    return found.isEmpty() ? null : found.getFirst();
  }

  /// @throws AppException NOT_FOUND when the project has no such channel
  Channel get(String project, String id) {
    var channel = find(project, id);
    if (channel == null) {
      throw new AppException(ErrorCode.NOT_FOUND, "no such channel");
    }
    return channel;
  }

  /// Adds it, or replaces the one of the same id.
  ///
  /// @throws AppException CONFLICT when the project has as many as it may have
  synchronized void put(String project, Channel channel) {
    if (find(project, channel.id()) == null && of(project).size() >= MOST) {
      throw new AppException(
          ErrorCode.CONFLICT,
          "channels: this project has %d already (expected: at most that many)".formatted(MOST));
    }
    metadata.update(
        "INSERT INTO channels VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET channel = excluded.channel",
        channel.id(),
        project,
        Reply.MAPPER.valueToTree(channel).toString());
  }

  void remove(String project, String id) {
    metadata.update("DELETE FROM channels WHERE id = ? AND project = ?", id, project);
  }

  private static Channel read(String json) {
    try {
      return Reply.MAPPER.readValue(json, Channel.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a channel that was stored cannot be read", e);
    }
  }
}

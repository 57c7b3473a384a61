// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The dashboards that come with the server, one resource each, in the order in which a request
/// passes the layers.
final class ReadyDashboards {

  static final List<String> IDS =
      List.of(
          "experience",
          "application",
          "api-gateway",
          "ai-gateway",
          "model-serving",
          "gpu",
          "infrastructure",
          "ingest-health");

  private final Map<String, StoredDashboard> byId = new LinkedHashMap<>();

  ReadyDashboards() {
    for (var id : IDS) {
      byId.put(id, new StoredDashboard(id, read(id), 0, ""));
    }
  }

  List<StoredDashboard> all() {
    return List.copyOf(byId.values());
  }

  Optional<StoredDashboard> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private static Dashboard read(String id) {
    var name = "/dashboards/" + id + ".json";
    try (var in = ReadyDashboards.class.getResourceAsStream(name)) {
      return Dashboard.read(Reply.MAPPER.readTree(Objects.requireNonNull(in, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}

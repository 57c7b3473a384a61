// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import dev.clew.serving.Fleet.Member;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which server of a fleet answered a call.
///
/// @param server `null` when none is known, or several could be meant
/// @param by how it was found; empty when it was not
record Placement(@Nullable Member server, String by) {

  static final Placement NONE = new Placement(null, "");

  /// In order: a mapping of the project, host and port, the host alone, the model alone. Each step
  /// counts only when it leaves one server.
  ///
  /// @param mappings endpoint to instance, set for the project
  static Placement of(
      Fleet fleet, Map<String, String> mappings, String endpoint, @Nullable String model) {
    var called = endpoint.toLowerCase(Locale.ROOT);
    var mapped = mappings.get(called);
    if (mapped != null) {
      return only(fleet, server -> server.id().equals(mapped), "the project's mapping");
    }
    if (!called.isEmpty()) {
      var exact = only(fleet, server -> server.names().contains(called), "host and port");
      var byHost = Fleet.host(called);
      // A port that no metrics come from is another server on that host.
      return exact.server() != null
          ? exact
          : only(fleet, server -> server.hosts().contains(byHost), "host");
    }
    return model == null || model.isEmpty()
        ? NONE
        : only(fleet, server -> server.models().contains(model), "the only server of the model");
  }

  private static Placement only(Fleet fleet, Predicate<Member> isMeant, String by) {
    List<Member> found = fleet.servers().stream().filter(isMeant).limit(2).toList();
    return found.size() == 1 ? new Placement(found.getFirst(), by) : NONE;
  }
}

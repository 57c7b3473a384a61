// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import dev.clew.serving.Fleet.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which servers of a fleet use which of its GPUs, as narrowly as the metrics of both tell: by the
/// GPU's UUID, container, pod or source, else all servers of its host.
final class GpuUsers {

  private final Map<String, List<Member>> gpus = new HashMap<>();
  private final Map<String, List<Member>> users = new HashMap<>();

  private GpuUsers() {}

  static GpuUsers of(Fleet fleet) {
    Map<Claim, List<Member>> byClaim = new HashMap<>();
    Map<String, List<Member>> byHost = new HashMap<>();
    for (var server : fleet.servers()) {
      server.claims().forEach(claim -> add(byClaim, claim, server));
      server.hosts().forEach(host -> add(byHost, host, server));
    }
    var found = new GpuUsers();
    for (var gpu : fleet.gpus()) {
      var users = users(gpu, byClaim, byHost);
      found.users.put(gpu.id(), users);
      users.forEach(server -> add(found.gpus, server.id(), gpu));
    }
    return found;
  }

  private static List<Member> users(
      Member gpu, Map<Claim, List<Member>> byClaim, Map<String, List<Member>> byHost) {
    for (var kind : Claim.Kind.values()) {
      Set<Claim> claims = new LinkedHashSet<>(gpu.claims());
      claims.removeIf(claim -> claim.kind() != kind);
      var users = all(claims, byClaim);
      if (!users.isEmpty()) {
        return users;
      }
    }
    return all(gpu.hosts(), byHost);
  }

  private static <K> List<Member> all(Set<K> keys, Map<K, List<Member>> members) {
    var byId = new LinkedHashMap<String, Member>();
    for (var key : keys) {
      members.getOrDefault(key, List.of()).forEach(member -> byId.put(member.id(), member));
    }
    return List.copyOf(byId.values());
  }

  private static <K> void add(Map<K, List<Member>> members, K key, Member member) {
    members.computeIfAbsent(key, _ -> new ArrayList<>()).add(member);
  }

  /// The GPUs that a server uses, or may use.
  List<Member> gpusOf(Member server) {
    return gpus.getOrDefault(server.id(), List.of());
  }

  /// The servers that use a GPU, or may.
  List<Member> of(Member gpu) {
    return users.getOrDefault(gpu.id(), List.of());
  }

  /// Every server that uses, or may use, one of a server's GPUs, itself included.
  List<Member> around(Member server) {
    var byId = new LinkedHashMap<String, Member>();
    byId.put(server.id(), server);
    gpusOf(server).forEach(gpu -> of(gpu).forEach(user -> byId.put(user.id(), user)));
    return List.copyOf(byId.values());
  }
}

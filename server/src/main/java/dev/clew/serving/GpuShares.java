// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import dev.clew.serving.Fleet.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How much of each GPU counts as a server's own, so that a GPU which several servers use is paid
/// for once.
///
/// In each step of the period the servers that measured something share a GPU by the tokens that
/// they generated in it, and evenly when nobody did; a server's part is the mean over the steps it
/// was there. Where steps are too long to tell, it is its part of all their tokens, and where
/// somebody's tokens are not known, all parts are the same.
final class GpuShares {

  private final GpuUsers users;
  private final Work work;

  /// By the ids of the servers that share, then by the id of one of them.
  private final Map<List<String>, Map<String, Double>> known = new HashMap<>();

  /// What servers did in the period.
  interface Work {

    /// Whether a server measured anything.
    boolean isSeen(Member server);

    /// Tokens that it generated; NaN when that is not known.
    double tokens(Member server);

    /// Tokens that it generated a second, by the beginning of each step that it was there.
    Map<Long, Double> rates(Member server);
  }

  GpuShares(GpuUsers users, Work work) {
    this.users = users;
    this.work = work;
  }

  List<Member> gpusOf(Member server) {
    return users.gpusOf(server);
  }

  /// 0 to 1; NaN for a server that measured nothing while others did.
  double share(Member server, Member gpu) {
    var present = present(gpu);
    if (present.isEmpty()) {
      return Double.NaN;
    }
    return known
        .computeIfAbsent(present.stream().map(Member::id).toList(), _ -> shares(present))
        .getOrDefault(server.id(), Double.NaN);
  }

  /// The other servers that use, or may use, GPUs of a server in the period.
  List<String> sharedWith(Member server) {
    return gpusOf(server).stream()
        .flatMap(gpu -> present(gpu).stream())
        .map(Member::id)
        .filter(id -> !id.equals(server.id()))
        .distinct()
        .sorted()
        .toList();
  }

  private List<Member> present(Member gpu) {
    return users.of(gpu).stream().filter(work::isSeen).toList();
  }

  private Map<String, Double> shares(List<Member> servers) {
    boolean areTokensKnown =
        servers.stream().allMatch(one -> one.lines().containsKey(Measure.OUTPUT_TOKENS));
    if (servers.size() == 1 || !areTokensKnown) {
      return evenly(servers);
    }
    var byStep = new TreeMap<Long, Map<String, Double>>();
    for (var server : servers) {
      work.rates(server)
          .forEach(
              (at, rate) ->
                  byStep.computeIfAbsent(at, _ -> new LinkedHashMap<>()).put(server.id(), rate));
    }
    var parts = new HashMap<String, List<Double>>();
    for (var step : byStep.values()) {
      parts(step)
          .forEach((id, part) -> parts.computeIfAbsent(id, _ -> new ArrayList<>()).add(part));
    }
    if (parts.size() < servers.size()) {
      return ofAllTokens(servers);
    }
    var means = new HashMap<String, Double>();
    parts.forEach(
        (id, all) ->
            means.put(id, all.stream().mapToDouble(part -> part).average().orElse(Double.NaN)));
    return means;
  }

  private Map<String, Double> ofAllTokens(List<Member> servers) {
    var tokens = new LinkedHashMap<String, Double>();
    servers.forEach(one -> tokens.put(one.id(), work.tokens(one)));
    tokens.replaceAll((_, grown) -> Double.isNaN(grown) ? 0 : grown);
    return parts(tokens);
  }

  private static Map<String, Double> evenly(List<Member> servers) {
    var even = new LinkedHashMap<String, Double>();
    servers.forEach(one -> even.put(one.id(), 1.0 / servers.size()));
    return even;
  }

  /// Of their sum; the same for all when that is 0.
  private static Map<String, Double> parts(Map<String, Double> amounts) {
    double sum = amounts.values().stream().mapToDouble(amount -> amount).sum();
    var parts = new LinkedHashMap<>(amounts);
    parts.replaceAll((_, amount) -> sum > 0 ? amount / sum : 1.0 / amounts.size());
    return parts;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.runs.RunSpan.Whose;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// Whose work each span is: what it says itself, else what the nearest span above it says, else
/// what the run agrees on.
///
/// Instrumentations name the session and the user on some spans only, and on different ones
/// (semconv §3.11). An agent is never inherited from beside: a span outside every agent belongs to
/// none.
final class Whereabouts {

  private final Run.Tree tree;
  private final String session;
  private final String user;
  private final String workflow;
  private final String gatewayKey;

  Whereabouts(Run run, Run.Tree tree) {
    this.tree = tree;
    session = mostFrequent(run, Whose::session);
    user = mostFrequent(run, Whose::user);
    workflow = mostFrequent(run, Whose::workflow);
    gatewayKey = mostFrequent(run, Whose::gatewayKey);
  }

  String session() {
    return session;
  }

  String user() {
    return user;
  }

  String workflow() {
    return workflow;
  }

  Whose of(RunSpan span) {
    return new Whose(
        orElse(nearest(span, Whose::session), session),
        orElse(nearest(span, Whose::user), user),
        nearest(span, Whose::agent),
        orElse(nearest(span, Whose::workflow), workflow),
        nearest(span, Whose::promptName),
        orElse(nearest(span, Whose::gatewayKey), gatewayKey));
  }

  private String nearest(RunSpan span, Function<Whose, String> fact) {
    var own = fact.apply(span.whose());
    if (!own.isEmpty()) {
      return own;
    }
    var above = tree.ancestor(span, candidate -> !fact.apply(candidate.whose()).isEmpty());
    return above == null ? "" : fact.apply(above.whose());
  }

  private static String mostFrequent(Run run, Function<Whose, String> fact) {
    Map<String, Integer> counts = new HashMap<>();
    for (var span : run.spans()) {
      var value = fact.apply(span.whose());
      if (!value.isEmpty()) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static String orElse(String value, String fallback) {
    return value.isEmpty() ? fallback : value;
  }
}

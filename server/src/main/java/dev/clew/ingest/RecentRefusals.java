// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The latest records and requests of each project that were not stored, since this process
/// started: what somebody looks at who misses data. The same refusal again is counted, not listed
/// again.
public final class RecentRefusals {

  static final int MAX_OF_A_PROJECT = 50;
  private static final int MAX_DETAIL = 300;

  private final Map<String, LinkedHashMap<Why, Seen>> byProject = new HashMap<>();

  /// @param outcome `rejected` for records, `refused` for whole requests
  private record Why(String signal, String outcome, String reason, String detail) {}

  private record Seen(Instant last, long count) {}

  /// @param time when it last happened
  /// @param signal `traces`, `metrics`, `logs` or `profiles`
  /// @param outcome `rejected` for records, `refused` for whole requests
  /// @param detail what the sender was told; contains what the sender sent
  public record Recent(
      Instant time, String signal, String outcome, String reason, String detail, long count) {}

  /// @param project empty when it is not known
  synchronized void add(String project, Recent one) {
    var detail = one.detail();
    var why =
        new Why(
            one.signal(),
            one.outcome(),
            one.reason(),
            detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "…" : detail);
    var ofProject = byProject.computeIfAbsent(project, _ -> new LinkedHashMap<>());
    var before = ofProject.remove(why);
    if (ofProject.size() == MAX_OF_A_PROJECT) {
      ofProject.pollFirstEntry();
    }
    ofProject.put(why, new Seen(one.time(), one.count() + (before == null ? 0 : before.count())));
  }

  /// The newest first; at most [#MAX_OF_A_PROJECT].
  synchronized List<Recent> of(List<String> projects) {
    var found = new ArrayList<Recent>();
    for (var project : projects) {
      byProject
          .getOrDefault(project, new LinkedHashMap<>())
          .forEach(
              (why, seen) ->
                  found.add(
                      new Recent(
                          seen.last(),
                          why.signal(),
                          why.outcome(),
                          why.reason(),
                          why.detail(),
                          seen.count())));
    }
    found.sort((a, b) -> b.time().compareTo(a.time()));
    return List.copyOf(found.subList(0, Math.min(found.size(), MAX_OF_A_PROJECT)));
  }
}

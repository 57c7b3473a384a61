// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.admin.Metadata;
import dev.clew.findings.IssueState.Change;
import dev.clew.findings.IssueState.Status;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.TraceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What people have said of issues, in the metadata database. Every finding asks whether its issue
/// was fixed, so states are kept in memory; an issue of which nobody has said anything has none.
final class IssueStates {

  private static final int MAX_ISSUES = 10_000;
  private static final int MAX_CHANGES = 100;
  private static final long SECOND_NS = 1_000_000_000L;

  private final Metadata metadata;
  private final InstantSource clock;
  private final Map<String, Map<IssueId, IssueState>> projects = new ConcurrentHashMap<>();

  IssueStates(Metadata metadata, InstantSource clock) {
    this.metadata = metadata;
    this.clock = clock;
  }

  IssueState of(String project, IssueId issue) {
    return all(project).getOrDefault(issue, IssueState.NEW);
  }

  /// Issues of which something was said and that stand at one of these.
  List<IssueId> at(String project, EnumSet<Status> statuses) {
    return all(project).entrySet().stream()
        .filter(issue -> statuses.contains(issue.getValue().status()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<IssueId, IssueState> all(String project) {
    return projects.computeIfAbsent(project, this::read);
  }

  private Map<IssueId, IssueState> read(String project) {
    var states = new HashMap<IssueId, IssueState>();
    metadata.query(
        "SELECT issue, status, reopened, note, since FROM issue_states WHERE project = ?",
        row ->
            states.put(
                IssueId.parse(row.text(1)),
                new IssueState(
                    Status.parse(row.text(2)),
                    row.number(3) != 0,
                    row.text(4),
                    Instant.parse(row.text(5)))),
        project);
    return new ConcurrentHashMap<>(states);
  }

  /// @throws AppException CONFLICT when something was said of as many issues as may be
  synchronized void set(String project, IssueId issue, Status status, String note) {
    var states = all(project);
    if (states.size() >= MAX_ISSUES && !states.containsKey(issue)) {
      throw new AppException(
          ErrorCode.CONFLICT,
          "issues: this project has said something of %d already (expected: at most that many; set a threshold instead of ignoring each)"
              .formatted(MAX_ISSUES));
    }
    put(project, issue, new IssueState(status, false, note, clock.instant()), "user");
  }

  /// Told of every finding: what was fixed before the run began is open again.
  void found(String project, IssueId issue, long startNs, TraceId trace) {
    if (isFixedBefore(of(project, issue), startNs)) {
      synchronized (this) {
        if (isFixedBefore(of(project, issue), startNs)) {
          var note = "found again in trace " + trace.hex();
          put(project, issue, new IssueState(Status.OPEN, true, note, clock.instant()), "clew");
        }
      }
    }
  }

  private static boolean isFixedBefore(IssueState state, long startNs) {
    var since = state.since();
    return state.status() == Status.FIXED
        && startNs > since.getEpochSecond() * SECOND_NS + since.getNano();
  }

  private void put(String project, IssueId issue, IssueState state, String by) {
    metadata.update(
        "INSERT OR REPLACE INTO issue_states VALUES (?, ?, ?, ?, ?, ?)",
        project,
        issue.hex(),
        state.status().label(),
        state.isReopened() ? 1 : 0,
        state.note(),
        state.since().toString());
    metadata.update(
        "INSERT INTO issue_history VALUES (?, ?, ?, ?, ?, ?)",
        project,
        issue.hex(),
        state.since().toString(),
        state.status().label(),
        state.note(),
        by);
    metadata.update(
        "DELETE FROM issue_history WHERE project = ?1 AND issue = ?2 AND rowid NOT IN (SELECT rowid FROM issue_history WHERE project = ?1 AND issue = ?2 ORDER BY rowid DESC LIMIT ?3)",
        project,
        issue.hex(),
        MAX_CHANGES);
    all(project).put(issue, state);
  }

  /// What happened to an issue, the latest first.
  List<Change> history(String project, IssueId issue) {
    return metadata.query(
        "SELECT time, status, note, author FROM issue_history WHERE project = ? AND issue = ? ORDER BY rowid DESC",
        row -> new Change(row.text(1), row.text(2), row.text(3), row.text(4)),
        project,
        issue.hex());
  }
}

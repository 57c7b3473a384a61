// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.engine.Block;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import dev.clew.ingest.RecentRefusals.Recent;
import dev.clew.model.AppException;
import dev.clew.model.Quirk;
import dev.clew.model.Rejection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What became of every record: received = accepted + duplicate + rejected, always. Kept by minute
/// in `ingest_ledger`; what is younger than the last [#save] is in memory.
public final class IngestLedger {

  private static final Logger log = LoggerFactory.getLogger(IngestLedger.class);

  /// Whatever was refused before its project was known.
  private static final String NO_PROJECT = "";

  private final ClickHouse clickHouse;
  private final String database;
  private final InstantSource clock;
  private final Map<Entry, Long> sinceStart = new HashMap<>();
  private final RecentRefusals recent = new RecentRefusals();
  private Map<Entry, Long> unsaved = new HashMap<>();

  /// One count.
  ///
  /// @param outcome `accepted`, `duplicate`, `rejected`, `truncated`, `requests`, `bytes`, `quirk`
  ///   or `refused`
  /// @param reason for `rejected`, `quirk` and `refused`; else empty
  public record Entry(String project, String signal, String outcome, String reason) {}

  public IngestLedger(ClickHouse clickHouse, String database, InstantSource clock) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.clock = clock;
  }

  /// What became of the records of one request.
  public synchronized void stored(String signal, String project, IngestReply reply, long bytes) {
    count(project, signal, "requests", "", 1);
    count(project, signal, "bytes", "", bytes);
    count(project, signal, "accepted", "", reply.accepted());
    count(project, signal, "duplicate", "", reply.duplicate());
    count(project, signal, "truncated", "", reply.clipped());
    var byReason = new EnumMap<Rejection.Reason, List<Rejection>>(Rejection.Reason.class);
    for (var rejection : reply.rejections()) {
      byReason.computeIfAbsent(rejection.reason(), _ -> new ArrayList<>()).add(rejection);
    }
    byReason.forEach(
        (reason, alike) ->
            lost(
                project,
                signal,
                "rejected",
                reason.label(),
                alike.getFirst().detail(),
                alike.size()));
  }

  /// What was odd about a span that was stored.
  public void odd(String signal, String project, List<Quirk> quirks) {
    if (!quirks.isEmpty()) {
      countQuirks(signal, project, quirks);
    }
  }

  private synchronized void countQuirks(String signal, String project, List<Quirk> quirks) {
    for (var quirk : quirks) {
      count(project, signal, "quirk", quirk.label(), 1);
    }
  }

  /// A whole request that was not taken; its sender was told why.
  ///
  /// @param project empty when it is not known
  public synchronized void refused(String project, String signal, AppException why) {
    lost(project, signal, "refused", why.code().name().toLowerCase(Locale.ROOT), why.detail(), 1);
  }

  private void lost(
      String project, String signal, String outcome, String reason, String detail, long number) {
    count(project, signal, outcome, reason, number);
    recent.add(project, new Recent(clock.instant(), signal, outcome, reason, detail, number));
  }

  private void count(String project, String signal, String outcome, String reason, long more) {
    if (more > 0) {
      var entry = new Entry(project, signal, outcome, reason);
      unsaved.merge(entry, more, Long::sum);
      sinceStart.merge(entry, more, Long::sum);
    }
  }

  /// What was not stored of a project lately, and what was refused before a project was known; the
  /// newest first.
  public List<Recent> recent(String project) {
    return recent.of(List.of(project, NO_PROJECT));
  }

  /// Moves the counts of memory into the table.
  public synchronized void save() {
    if (unsaved.isEmpty()) {
      return;
    }
    var block = new Block();
    var project = block.symbols("project_id");
    var minute = block.whole("minute", "DateTime('UTC')");
    var signal = block.symbols("signal");
    var outcome = block.symbols("outcome");
    var reason = block.symbols("reason");
    var count = block.whole("count", "UInt64");
    long now = clock.instant().getEpochSecond();
    unsaved.forEach(
        (entry, value) -> {
          project.add(entry.project());
          minute.add(now - now % 60);
          signal.add(entry.signal());
          outcome.add(entry.outcome());
          reason.add(entry.reason());
          count.add(value);
        });
    try {
      clickHouse.insert(database + ".ingest_ledger", block, "");
      unsaved = new HashMap<>();
    } catch (EngineException e) {
      log.warn("ingest accounting stays in memory for now: {}", e.getMessage());
    }
  }

  /// Every count of a project since the server's first start, and what was refused before a project
  /// was known.
  public synchronized Map<Entry, Long> counts(String project) {
    var counts = new HashMap<Entry, Long>();
    clickHouse.query(
        Statement.of(
                """
                SELECT project_id, signal, outcome, reason, sum(count) AS total
                FROM %s.ingest_ledger
                WHERE project_id IN ({project:String}, '')
                GROUP BY project_id, signal, outcome, reason
                """
                    .formatted(database))
            .with("project", project),
        row ->
            counts.put(
                new Entry(
                    row.string("project_id"),
                    row.string("signal"),
                    row.string("outcome"),
                    row.string("reason")),
                row.number("total")));
    unsaved.forEach(
        (entry, value) -> {
          if (entry.project().equals(project) || entry.project().equals(NO_PROJECT)) {
            counts.merge(entry, value, Long::sum);
          }
        });
    return counts;
  }

  /// Every count of this process.
  public synchronized Map<Entry, Long> sinceStart() {
    return Map.copyOf(sinceStart);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.prices.Repricing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs that are stored and finished, page by page, to be analysed again.
public final class StoredRuns implements Repricing.Runs {

  private static final int PAGE = 500;
  private static final String IN_RANGE =
      "project_id = {project:String} AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})";

  private final ClickHouse clickHouse;
  private final String database;
  private final RunAnalysis analysis;

  public StoredRuns(ClickHouse clickHouse, String database, RunAnalysis analysis) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.analysis = analysis;
  }

  @Override
  public Repricing.Totals totals(String project, TimeRange range) {
    var totals = new AtomicReference<>(new Repricing.Totals(0, null));
    clickHouse.query(
        about(
            project,
            range,
            """
            SELECT count() AS n, sumIf(cost_usd, cost_usd >= 0) AS cost, countIf(cost_usd >= 0) AS priced
            FROM %s.runs FINAL WHERE %s AND state = 'done'
            """),
        row ->
            totals.set(
                new Repricing.Totals(
                    row.number("n"), row.number("priced") == 0 ? null : row.real("cost"))));
    return totals.get();
  }

  @Override
  public Repricing.@Nullable Step again(String project, TimeRange range, @Nullable String after) {
    var page = new ArrayList<TraceId>(PAGE);
    var last = new AtomicReference<@Nullable String>();
    clickHouse.query(
        about(
                project,
                range,
                """
                SELECT trace_id, toString(toUnixTimestamp(minute)) || ' ' || lower(hex(trace_id)) AS place
                FROM %s.runs FINAL
                WHERE %s AND state = 'done' AND (toInt64(toUnixTimestamp(minute)), lower(hex(trace_id))) > ({after_minute:Int64}, {after_trace:String})
                ORDER BY toUnixTimestamp(minute), lower(hex(trace_id))
                LIMIT {page:UInt32}
                """)
            .with("after_minute", after == null ? -1 : Long.parseLong(after.split(" ")[0]))
            .with("after_trace", after == null ? "" : after.split(" ")[1])
            .with("page", PAGE),
        row -> {
          page.add(trace(row));
          last.set(row.string("place"));
        });
    var place = last.get();
    if (place == null) {
      return null;
    }
    analysis.again(project, page);
    return new Repricing.Step(place, page.size());
  }

  private Statement about(String project, TimeRange range, String sql) {
    return Statement.of(sql.formatted(database, IN_RANGE))
        .with("project", project)
        .with("from", range.fromSeconds())
        .with("to", range.toSeconds());
  }

  private static TraceId trace(Row row) {
    var id = ByteBuffer.wrap(row.bytes("trace_id"));
    return new TraceId(id.getLong(), id.getLong());
  }
}

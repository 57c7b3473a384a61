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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Runs that are stored and finished, page by page, to be analysed again.
public final class StoredRuns implements Repricing.Runs {

  private static final int PAGE = 500;
  private static final String IN_RANGE =
      "project_id = {project:String} AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})";

  private final ClickHouse clickHouse;
  private final String database;
  private final RunAnalysis analysis;
  private final BooleanSupplier isBehind;

  /// @param isBehind whether ingest has more to do than it can at once
  public StoredRuns(
      ClickHouse clickHouse, String database, RunAnalysis analysis, BooleanSupplier isBehind) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.analysis = analysis;
    this.isBehind = isBehind;
  }

  @Override
  public boolean isBusy() {
    return isBehind.getAsBoolean();
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

  /// A page in the order of the table's key, so that nothing before it is read again.
  @Override
  public Repricing.@Nullable Step again(String project, TimeRange range, @Nullable String after) {
    var page = new ArrayList<TraceId>(PAGE);
    var last = new AtomicReference<@Nullable String>();
    clickHouse.query(
        about(
                project,
                range,
                """
                SELECT trace_id, toString(toUnixTimestamp(minute)) || ' ' || hex(trace_id) AS place
                FROM %s.runs FINAL
                WHERE %s AND minute >= toDateTime({after_minute:Int64}) AND state = 'done'
                  AND (minute > toDateTime({after_minute:Int64}) OR trace_id > toFixedString(unhex({after_trace:String}), 16))
                ORDER BY project_id, minute, trace_id
                LIMIT {page:UInt32}
                """)
            .with("after_minute", after == null ? 0 : Long.parseLong(after.split(" ")[0]))
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

// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.app.Schema;
import dev.clew.engine.Block;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.QueryStats;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.testkit.TestEngine;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Tables with calls, for tests of what reads them. Counts the statements that read.
final class Tables {

  final ClickHouse clickHouse = TestEngine.shared();
  final String database = TestEngine.newDatabase();
  final List<String> statements = new ArrayList<>();
  private int spans;

  Tables() {
    Schema.apply(clickHouse, database);
  }

  /// The same engine, which writes down what is asked.
  ClickHouse counting() {
    return new Counting(clickHouse, statements);
  }

  private record Counting(ClickHouse of, List<String> statements) implements ClickHouse {

    @Override
    public QueryStats query(Statement statement, Consumer<Row> onRow) {
      statements.add(statement.sql());
      return of.query(statement, onRow);
    }

    @Override
    public QueryStats execute(Statement statement) {
      return of.execute(statement);
    }

    @Override
    public QueryStats stream(Statement statement, String format, Consumer<ByteBuffer> onChunk) {
      return of.stream(statement, format, onChunk);
    }

    @Override
    public QueryStats streamUntrusted(
        Statement statement, String format, Consumer<ByteBuffer> onChunk) {
      return of.streamUntrusted(statement, format, onChunk);
    }

    @Override
    public void insert(String table, Block block, String token) {
      of.insert(table, block, token);
    }

    @Override
    public String version() {
      return of.version();
    }

    @Override
    public String kind() {
      return of.kind();
    }

    @Override
    public void close() {
      of.close();
    }
  }

  MeasureReader reader() {
    return new MeasureReader(clickHouse, database);
  }

  /// Calls that began at a moment.
  ///
  /// @param ms how long each took
  void calls(Instant at, String service, int calls, boolean haveFailed, double ms) {
    clickHouse.execute(
        Statement.of(
                """
                INSERT INTO %s.calls (project_id, minute, start_time, duration_ns, trace_id, span_id, version, billable, status, service, request_model, user_id, input_tokens, output_tokens, cost_usd, ttft_ms, tpot_ms)
                SELECT 'default', toStartOfMinute(toDateTime64({at:Float64}, 3, 'UTC')), toDateTime64({at:Float64}, 3, 'UTC'), toInt64({ms:Float64} * 1e6), unhex(leftPad(hex({span:UInt32} + number), 32, '0')), unhex(leftPad(hex({span:UInt32} + number), 16, '0')), 1,
                  true, {status:String}, {service:String}, 'm', 'ann', 10, 5, 0.01, {ms:Float64} / 10, 2
                FROM numbers({calls:UInt32})
                """
                    .formatted(database))
            .with("at", at.toEpochMilli() / 1000.0)
            .with("ms", ms)
            .with("span", spans + 1_000)
            .with("calls", calls)
            .with("status", haveFailed ? "error" : "ok")
            .with("service", service));
    spans += calls;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.admin.Metadata;
import dev.clew.app.Schema;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.ingest.Admission;
import dev.clew.ingest.DuplicateWindow;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.ingest.IngestLedger;
import dev.clew.ingest.IngestLine;
import dev.clew.ingest.Journal;
import dev.clew.ingest.StoredBatch;
import dev.clew.ingest.TableWriter;
import dev.clew.ingest.TraceSignal;
import dev.clew.model.RawBatch;
import dev.clew.otlp.OtlpDecoders;
import dev.clew.otlp.ReceiveLimits;
import dev.clew.prices.Prices;
import dev.clew.semconv.Conventions;
import dev.clew.testkit.TestEngine;
import dev.clew.traces.SentSpan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Spans that go through the line into an engine, and run analysis with a clock that the test
/// moves.
final class RunsOverTime implements AutoCloseable {

  static final long NOW = System.currentTimeMillis();

  private final ClickHouse clickHouse = TestEngine.shared();
  private final OtlpDecoders<RawBatch> decoders =
      OtlpDecoders.traces(ReceiveLimits.of(1 << 20, 1 << 24));
  private final String database = TestEngine.newDatabase();
  private long nowMs = NOW;
  private boolean isWaiting;
  private final TraceSignal traces;
  private final Journal<RawBatch, StoredBatch> journal;
  private RunAnalysis analysis;

  RunsOverTime(Path folder) {
    Schema.apply(clickHouse, database);
    analysis = newAnalysis();
    traces =
        new TraceSignal(
            new Conventions(),
            new TableWriter(clickHouse, database),
            new DuplicateWindow(),
            decoders.inOrder());
    journal =
        new Journal<>(
            folder,
            traces,
            batches ->
                batches.forEach(
                    batch -> batch.forEachSpan(span -> analysis.stored(batch.project(), span))));
  }

  @Override
  public void close() {
    journal.close();
    analysis.close();
  }

  RunAnalysis analysis() {
    return analysis;
  }

  /// Another analysis over the same tables, which remembers nothing.
  void restart() {
    analysis.close();
    analysis = newAnalysis();
  }

  void someoneWaits() {
    isWaiting = true;
  }

  /// The analysis is told of a span that it has seen, as after a crash between two writes.
  void tellOfRootAgain() {
    var batch =
        new Conventions().apply(decoders.json().decode("default", bytes(SentSpan.root(1, "ask"))));
    analysis.stored("default", batch.spans().getFirst());
  }

  void send(SentSpan... spans) {
    var line =
        new IngestLine(
            new Admission(_ -> "default", new Admission.Limits(1 << 20, 1 << 24), () -> 0, clock()),
            new Conventions(),
            traces,
            journal,
            new IngestLedger(clickHouse, database, clock()));
    var reply =
        line.ingest(new ExportRequest<>(null, bytes(spans), Compression.NONE, decoders.json()));
    assertThat(reply.accepted()).isEqualTo(spans.length);
    journal.flush(Duration.ofSeconds(10));
  }

  private static ByteBuffer bytes(SentSpan... spans) {
    return ByteBuffer.wrap(SentSpan.request(spans).getBytes(StandardCharsets.UTF_8));
  }

  void tickAfter(long ms) {
    pass(ms);
    analysis.tick();
  }

  void pass(long ms) {
    nowMs += ms;
  }

  private InstantSource clock() {
    return () -> Instant.ofEpochMilli(nowMs);
  }

  private RunAnalysis newAnalysis() {
    return new RunAnalysis(
        clickHouse,
        database,
        clock(),
        new RunAnalysis.Quiet(Duration.ofSeconds(5), Duration.ofSeconds(60)),
        new Prices(Metadata.open(Path.of(":memory:"))),
        () -> false,
        new Listener());
  }

  private final class Listener implements RunAnalysis.Listener {

    @Override
    public void analysed(RunAnalysis.Analysed analysed) {}

    @Override
    public boolean isWaitingFor(String project) {
      return isWaiting;
    }
  }

  List<String> states() {
    return values("SELECT toString(state) AS v FROM %s.runs FINAL", row -> row.string("v"));
  }

  List<String> edges() {
    var edges = new ArrayList<String>();
    clickHouse.query(
        Statement.of(
            """
            SELECT concat(one.1, ' > ', one.2, ' ', toString(sum(one.3))) AS edge
            FROM %s.edges_1m FINAL ARRAY JOIN arrayZip(caller, callee, calls) AS one
            GROUP BY one.1, one.2 ORDER BY edge
            """
                .formatted(database)),
        row -> edges.add(row.string("edge")));
    return edges;
  }

  long inputTokens() {
    var fromRuns =
        values("SELECT sum(greatest(input_tokens, 0)) AS v FROM %s.runs FINAL", r -> r.number("v"));
    var fromCalls =
        values(
            "SELECT sum(input_tokens) AS v FROM %s.calls FINAL WHERE billable", r -> r.number("v"));
    assertThat(fromRuns).as("runs and calls agree").isEqualTo(fromCalls);
    return fromCalls.getFirst();
  }

  <T> List<T> values(String sql, Function<Row, T> read) {
    var found = new ArrayList<T>();
    clickHouse.query(Statement.of(sql.formatted(database)), row -> found.add(read.apply(row)));
    return found;
  }
}

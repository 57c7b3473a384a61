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
import dev.clew.model.Span;
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
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs over time, with a clock that the test moves.
class RunAnalysisTest {

  private static final long NOW = System.currentTimeMillis();
  private static final String MODEL = "gen_ai.request.model";

  @TempDir private Path folder;
  private final ClickHouse clickHouse = TestEngine.shared();
  private final OtlpDecoders<RawBatch> decoders =
      OtlpDecoders.traces(ReceiveLimits.of(1 << 20, 1 << 24));
  private String database = "";
  private long nowMs = NOW;
  private boolean isWaiting;
  private @Nullable RunAnalysis analysis;
  private @Nullable TraceSignal traces;
  private @Nullable Journal<RawBatch, StoredBatch> journal;

  @BeforeEach
  void createTables() {
    database = TestEngine.newDatabase();
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
                    batch -> batch.forEachSpan(span -> analysis().stored(batch.project(), span))));
  }

  @AfterEach
  void close() {
    journal().close();
    analysis().close();
  }

  @Test
  void aRunIsSeenSoonAndDoneWhenItIsQuiet() {
    var root = SentSpan.root(1, "ask");
    send(root, SentSpan.chat(root, 1, "m", 10, 2));
    tickAfter(500);
    assertThat(states()).isEmpty();
    tickAfter(700);
    assertThat(states()).containsExactly("running");
    tickAfter(5_000);
    assertThat(states()).containsExactly("done");
    assertThat(inputTokens()).isEqualTo(10);
  }

  @Test
  void aLateSpanOpensTheRunAgain() {
    var root = SentSpan.root(1, "ask");
    send(root, SentSpan.chat(root, 1, "m", 10, 2));
    tickAfter(6_000);
    send(SentSpan.chat(root, 2, "m", 5, 1));
    tickAfter(1_500);
    assertThat(inputTokens()).isEqualTo(15);
    tickAfter(6_000);
    assertThat(states()).containsExactly("done");
    assertThat(inputTokens()).isEqualTo(15);
  }

  @Test
  void aLateCallerReplacesTheEdgesThatWereFoundWithoutIt() {
    var root = SentSpan.root(1, "ask");
    var call = root.child(1, "POST /search");
    send(call.child(2, "search").of("search"));
    tickAfter(1_500);
    assertThat(edges()).containsExactly(" > search 1");
    send(root, call);
    tickAfter(6_000);
    assertThat(edges()).containsExactly(" > shop 1", "shop > search 1");
  }

  @Test
  void aSpanFromBeforeTheKnownBeginningMovesTheRunInsteadOfDoublingIt() {
    var root = SentSpan.root(1, "ask");
    send(SentSpan.chat(root, 1, "m", 10, 2));
    tickAfter(1_500);
    send(root.ago(600_000).taking(500_000));
    tickAfter(6_000);
    assertThat(states()).containsExactly("done");
    assertThat(inputTokens()).isEqualTo(10);
  }

  @Test
  void anAbsurdStartLeavesOneRunHoweverOftenItIsAnalysed() {
    var root = SentSpan.root(1, "ask").ago(NOW);
    send(root);
    tickAfter(1_500);
    nowMs += 600_000;
    send(SentSpan.root(1, "ask").child(7, "late").ago(NOW));
    tickAfter(6_000);
    assertThat(states()).hasSize(1);
  }

  @Test
  void aRestartPicksUpWhatWasNotAnalysed() {
    var root = SentSpan.root(1, "ask");
    send(root, SentSpan.chat(root, 1, "m", 10, 2));
    analysis().close();
    analysis = newAnalysis();
    analysis().pickUp();
    tickAfter(6_000);
    assertThat(states()).containsExactly("done");
    assertThat(inputTokens()).isEqualTo(10);
    analysis().pickUp();
    assertThat(analysis().waiting()).as("nothing is left to do").isZero();
  }

  @Test
  void analysingAgainChangesNothing() {
    var root = SentSpan.root(1, "ask");
    send(root, SentSpan.chat(root, 1, "m", 10, 2));
    for (int i = 0; i < 3; i++) {
      analysis().stored("default", lastSpanAgain());
      tickAfter(6_000);
    }
    assertThat(states()).containsExactly("done");
    assertThat(inputTokens()).isEqualTo(10);
  }

  @Test
  void aCallThatAnotherTraceHasToldOfIsChargedOnce() {
    var root = SentSpan.root(1, "ask");
    send(root, answer(SentSpan.chat(root, 1, "m", 10, 2)));
    tickAfter(6_000);
    var lost = SentSpan.root(2, "lost its context");
    send(lost, answer(SentSpan.chat(lost, 1, "m", 10, 2).taking(90)));
    tickAfter(6_000);
    assertThat(inputTokens()).isEqualTo(10);
    assertThat(
            values("SELECT note AS v FROM %s.calls FINAL WHERE NOT billable", r -> r.string("v")))
        .containsExactly("charged already in trace " + root.trace());
  }

  @Test
  void telemetryThatIsReplayedUnderOtherIdsIsChargedAgain() {
    var root = SentSpan.root(1, "ask");
    var again = SentSpan.root(2, "ask");
    var later = SentSpan.root(3, "ask").ago(60_000);
    send(
        root,
        answer(SentSpan.chat(root, 1, "m", 10, 2)),
        again,
        answer(SentSpan.chat(again, 1, "m", 10, 2)),
        later,
        answer(SentSpan.chat(later, 1, "m", 10, 2).taking(90)));
    tickAfter(6_000);
    assertThat(chargedScopes()).hasSize(3);
  }

  @Test
  void aFailureThatTwoInstrumentationsSawInTwoTracesIsChargedOnce() {
    var root = SentSpan.root(1, "ask");
    send(
        root,
        asked(root.child(1, "ChatOpenAI")).by("framework").failing(),
        asked(SentSpan.root(2, "openai.chat")).by("sdk").ago(119_990).taking(80).failing());
    tickAfter(6_000);
    assertThat(chargedScopes()).containsExactly("framework");
  }

  @Test
  void aRecordWithoutTokensIsNotChargedBesideTheAnswerThatIsKnownElsewhere() {
    var root = SentSpan.root(1, "ask");
    send(
        root,
        SentSpan.chat(root, 1, "m", 10, 2).by("framework").taking(60_000),
        asked(SentSpan.root(2, "stream_chat")).by("sdk").ago(119_990).taking(5));
    tickAfter(6_000);
    assertThat(chargedScopes()).containsExactly("framework");
    send(asked(SentSpan.root(3, "stream_chat")).by("sdk").ago(90_000).taking(5));
    tickAfter(6_000);
    assertThat(chargedScopes()).as("also when it comes later").containsExactly("framework");
  }

  @Test
  void whoKnowsTheTokensKeepsTheCallAlsoWhenItComesLater() {
    send(asked(SentSpan.root(2, "stream_chat")).by("sdk").ago(90_000).taking(5));
    tickAfter(6_000);
    assertThat(chargedScopes()).containsExactly("sdk");
    var root = SentSpan.root(1, "ask");
    send(root, SentSpan.chat(root, 1, "m", 10, 2).by("framework").taking(60_000));
    tickAfter(6_000);
    tickAfter(6_000);
    assertThat(chargedScopes()).containsExactly("framework");
  }

  @Test
  void failuresThatNeedNotBeOneCallAreChargedApart() {
    var root = SentSpan.root(1, "ask");
    send(
        root,
        asked(root.child(1, "ChatOpenAI")).by("framework").failing(),
        asked(SentSpan.root(2, "same eyes")).by("framework").taking(80).failing(),
        asked(SentSpan.root(3, "another time")).by("sdk").ago(110_000).failing(),
        asked(SentSpan.root(4, "another program")).by("sdk").of("mail").taking(80).failing(),
        SentSpan.chat(SentSpan.root(5, "answered"), 1, "n", 10, 2).by("framework"),
        asked(SentSpan.root(6, "tried before")).with(MODEL, "n").by("sdk").taking(20).failing());
    tickAfter(6_000);
    assertThat(chargedScopes()).hasSize(6);
  }

  @Test
  void equalFiguresElsewhereAreTheSameCallInOneServiceOrBehindAGateway() {
    var root = SentSpan.root(1, "ask");
    send(
        root,
        SentSpan.chat(root, 1, "m", 10, 2).by("framework"),
        SentSpan.chat(SentSpan.root(2, "lost"), 1, "m", 10, 2).by("sdk"),
        SentSpan.chat(SentSpan.root(3, "passed on").of("agentgateway"), 1, "m", 10, 2).by("proxy"),
        SentSpan.chat(SentSpan.root(4, "asked the same").of("mail"), 1, "m", 10, 2).by("library"),
        SentSpan.chat(SentSpan.root(5, "meanwhile"), 1, "m", 10, 2).by("tool").taking(10));
    tickAfter(6_000);
    assertThat(chargedScopes()).containsExactlyInAnyOrder("framework", "library", "tool");
  }

  @Test
  void aCallOfARunThatGoesOnIsNotLeftWaitingWhereSomebodyWaits() {
    var root = SentSpan.root(1, "ask");
    send(SentSpan.chat(root, 1, "m", 10, 2));
    tickAfter(1_500);
    send(SentSpan.chat(root, 2, "m", 5, 1));
    tickAfter(3_000);
    assertThat(inputTokens()).isEqualTo(10);
    isWaiting = true;
    tickAfter(250);
    assertThat(inputTokens()).isEqualTo(15);
  }

  @Test
  void aLongRunIsAnalysedEveryFiveCalls() {
    var root = SentSpan.root(1, "ask");
    send(SentSpan.chat(root, 1, "m", 1, 1));
    tickAfter(1_500);
    for (int call = 2; call <= 6; call++) {
      send(SentSpan.chat(root, call, "m", 1, 1));
    }
    tickAfter(10);
    assertThat(inputTokens()).isEqualTo(6);
    assertThat(states()).containsExactly("running");
  }

  private static SentSpan asked(SentSpan span) {
    return span.with("gen_ai.operation.name", "chat").with(MODEL, "m");
  }

  private List<String> chargedScopes() {
    return values(
        "SELECT toString(scope) AS v FROM %s.calls FINAL WHERE billable", r -> r.string("v"));
  }

  private static SentSpan answer(SentSpan chat) {
    return chat.with("gen_ai.response.id", "answer-1");
  }

  /// The analysis is told of a span that it has seen, as after a crash between two writes.
  private Span lastSpanAgain() {
    var batch =
        new Conventions().apply(decoders.json().decode("default", bytes(SentSpan.root(1, "ask"))));
    return batch.spans().getFirst();
  }

  private void send(SentSpan... spans) {
    var line =
        new IngestLine(
            new Admission(_ -> "default", new Admission.Limits(1 << 20, 1 << 24), () -> 0, clock()),
            new Conventions(),
            Objects.requireNonNull(traces),
            journal(),
            new IngestLedger(clickHouse, database, clock()));
    var reply =
        line.ingest(new ExportRequest<>(null, bytes(spans), Compression.NONE, decoders.json()));
    assertThat(reply.accepted()).isEqualTo(spans.length);
    journal().flush(Duration.ofSeconds(10));
  }

  private static ByteBuffer bytes(SentSpan... spans) {
    return ByteBuffer.wrap(SentSpan.request(spans).getBytes(StandardCharsets.UTF_8));
  }

  private void tickAfter(long ms) {
    nowMs += ms;
    analysis().tick();
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

  private RunAnalysis analysis() {
    return Objects.requireNonNull(analysis);
  }

  private Journal<RawBatch, StoredBatch> journal() {
    return Objects.requireNonNull(journal);
  }

  private List<String> states() {
    return values("SELECT toString(state) AS v FROM %s.runs FINAL", row -> row.string("v"));
  }

  private List<String> edges() {
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

  private long inputTokens() {
    var fromRuns =
        values("SELECT sum(greatest(input_tokens, 0)) AS v FROM %s.runs FINAL", r -> r.number("v"));
    var fromCalls =
        values(
            "SELECT sum(input_tokens) AS v FROM %s.calls FINAL WHERE billable", r -> r.number("v"));
    assertThat(fromRuns).as("runs and calls agree").isEqualTo(fromCalls);
    return fromCalls.getFirst();
  }

  private <T> List<T> values(String sql, Function<Row, T> read) {
    var found = new ArrayList<T>();
    clickHouse.query(Statement.of(sql.formatted(database)), row -> found.add(read.apply(row)));
    return found;
  }
}

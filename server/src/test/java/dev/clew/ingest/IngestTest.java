// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clew.app.Schema;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.model.AppException;
import dev.clew.model.Attributes;
import dev.clew.model.ErrorCode;
import dev.clew.model.RawBatch;
import dev.clew.model.RawSpan;
import dev.clew.model.Rejection;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.TraceId;
import dev.clew.model.Value;
import dev.clew.semconv.Conventions;
import dev.clew.testkit.TestEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole line over a real engine, with requests whose body is the list of span ids.
class IngestTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final Resource RESOURCE =
      new Resource(Attributes.of("service.name", Value.of("shop")), "");

  @TempDir private Path folder;
  private ClickHouse clickHouse = TestEngine.shared();
  private String database = "";

  @BeforeEach
  void createTables() {
    clickHouse = TestEngine.shared();
    database = TestEngine.newDatabase();
    Schema.apply(clickHouse, database);
  }

  @Test
  void storesARequestAndMakesItVisible() {
    try (var journal = journal()) {
      var reply = line(journal, 1 << 20).ingest(request(1, 2, 3));
      assertThat(reply).isEqualTo(new IngestReply(3, 0, List.of(), 0));
      journal.flush(Duration.ofSeconds(10));
      assertThat(stored()).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void storesARepeatedRequestOnce() {
    try (var journal = journal()) {
      var line = line(journal, 1 << 20);
      line.ingest(request(1, 2));
      var repeated = line.ingest(request(1, 2));
      assertThat(repeated.duplicate()).isEqualTo(2);
      var partly = line.ingest(request(2, 3));
      assertThat(partly.accepted()).isEqualTo(1);
      journal.flush(Duration.ofSeconds(10));
      assertThat(stored()).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void recognisesARepetitionAfterARestart() {
    try (var journal = journal()) {
      line(journal, 1 << 20).ingest(request(1, 2));
    }
    var duplicates = new DuplicateWindow();
    duplicates.restore(clickHouse, database, 900);
    try (var journal = journal(duplicates)) {
      assertThat(line(journal, 1 << 20).ingest(request(1, 2)).duplicate()).isEqualTo(2);
    }
    assertThat(stored()).containsExactly(1L, 2L);
  }

  @Test
  void replaysWhatACrashLeftExactlyOnce() throws IOException {
    try (var log = WriteAheadLog.open(folder)) {
      var logged =
          new LoggedRequest<>(
              "default", CLOCK.instant().getEpochSecond(), DECODER, Compression.NONE, body(1, 2));
      log.append(List.of(logged.encode(List.of(DECODER))));
    }
    var segment = WriteAheadLog.leftOver(folder).getFirst();
    var bytes = Files.readAllBytes(segment);
    assertThat(replay().run(folder)).isEqualTo(2);
    assertThat(WriteAheadLog.leftOver(folder)).isEmpty();
    // The crash came after the insert and before the segment was deleted.
    Files.write(segment, bytes);
    replay().run(folder);
    assertThat(stored()).containsExactly(1L, 2L);
  }

  @Test
  void refusesBeforeDecodingWhenTheBacklogIsFull() {
    try (var journal = journal()) {
      var admission =
          new Admission(_ -> "default", new Admission.Limits(1 << 20, 100), () -> 1_000, CLOCK);
      var line =
          new IngestLine(
              admission,
              new Conventions(),
              traces(new DuplicateWindow()),
              journal,
              new IngestLedger(clickHouse, database, CLOCK));
      assertThatExceptionOfType(AppException.class)
          .isThrownBy(() -> line.ingest(request(1)))
          .satisfies(
              refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.BUSY);
                assertThat(refused.retryAfter()).isPositive();
              });
      assertThat(admission.inFlightBytes()).isZero();
    }
  }

  @Test
  void setsAsideWhatClickHouseRefusesAndGoesOn() throws IOException {
    clickHouse.execute(
        Statement.of(
            "ALTER TABLE %s.spans ADD CONSTRAINT poison CHECK span_id != toFixedString(unhex('%016x'), 8)"
                .formatted(database, 666)));
    try (var journal = journal()) {
      var line = line(journal, 1 << 20);
      line.ingest(request(666));
      journal.flush(Duration.ofSeconds(10));
      line.ingest(request(1, 2));
      journal.flush(Duration.ofSeconds(10));
      assertThat(stored()).containsExactly(1L, 2L);
      assertThat(journal.backlogBytes()).isZero();
    }
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".refused"))).hasSize(1);
    }
    assertThat(replay().run(folder)).as("what was refused is not tried again").isZero();
  }

  @Test
  void refusesARequestBeyondTheLimit() {
    try (var journal = journal()) {
      assertThatExceptionOfType(AppException.class)
          .isThrownBy(() -> line(journal, 10).ingest(request(1, 2)))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }
  }

  @Test
  void accountsForEverySpan() {
    var ledger = new IngestLedger(clickHouse, database, CLOCK);
    try (var journal = journal()) {
      var line =
          new IngestLine(
              admission(1 << 20),
              new Conventions(),
              traces(new DuplicateWindow()),
              journal,
              ledger);
      line.ingest(request(1, 2, -1));
      line.ingest(request(1, 3));
      ledger.save();
      line.ingest(request(4));
      var counts = ledger.counts("default");
      assertThat(count(counts, "accepted", "")).isEqualTo(4);
      assertThat(count(counts, "duplicate", "")).isEqualTo(1);
      assertThat(count(counts, "rejected", "invalid_span_id")).isEqualTo(1);
      assertThat(count(counts, "requests", "")).isEqualTo(3);
    }
  }

  @Test
  void remembersTheLatestThatWasNotStoredOfEachProject() {
    var ledger = new IngestLedger(clickHouse, database, CLOCK);
    try (var journal = journal()) {
      new IngestLine(
              admission(1 << 20), new Conventions(), traces(new DuplicateWindow()), journal, ledger)
          .ingest(request(1, -1, -1));
    }
    ledger.refused("default", "metrics", new AppException(ErrorCode.NOT_FOUND, "traces only"));
    ledger.refused("default", "metrics", new AppException(ErrorCode.NOT_FOUND, "traces only"));
    ledger.refused("other", "traces", new AppException(ErrorCode.INVALID, "not yours to see"));
    ledger.refused("", "traces", new AppException(ErrorCode.UNAUTHENTICATED, "a key is required"));
    assertThat(ledger.recent("default"))
        .extracting(
            one -> "%d %s %s: %s".formatted(one.count(), one.signal(), one.outcome(), one.reason()))
        .containsExactlyInAnyOrder(
            "2 traces rejected: invalid_span_id",
            "2 metrics refused: not_found",
            "1 traces refused: unauthenticated");

    for (int i = 0; i < 200; i++) {
      var detail = "x".repeat(1_000) + i;
      ledger.refused("default", "traces", new AppException(ErrorCode.INVALID, i + detail));
    }
    assertThat(ledger.recent("default"))
        .hasSize(50)
        .allSatisfy(one -> assertThat(one.detail()).hasSizeLessThan(400));
  }

  private static long count(Map<IngestLedger.Entry, Long> counts, String outcome, String reason) {
    return counts.getOrDefault(new IngestLedger.Entry("default", "traces", outcome, reason), 0L);
  }

  private Journal<RawBatch, StoredBatch> journal() {
    return journal(new DuplicateWindow());
  }

  private Journal<RawBatch, StoredBatch> journal(DuplicateWindow duplicates) {
    return new Journal<>(folder, traces(duplicates), _ -> {});
  }

  private TraceSignal traces(DuplicateWindow duplicates) {
    return new TraceSignal(
        new Conventions(), new TableWriter(clickHouse, database), duplicates, List.of(DECODER));
  }

  private Replay<RawBatch, StoredBatch> replay() {
    return new Replay<>(traces(new DuplicateWindow()), 1 << 20);
  }

  private static Admission admission(long maxBytes) {
    return new Admission(_ -> "default", new Admission.Limits(maxBytes, 1 << 24), () -> 0, CLOCK);
  }

  private IngestLine line(Journal<RawBatch, StoredBatch> journal, long maxBytes) {
    return new IngestLine(
        admission(maxBytes),
        new Conventions(),
        traces(new DuplicateWindow()),
        journal,
        new IngestLedger(clickHouse, database, CLOCK));
  }

  private List<Long> stored() {
    var ids = new ArrayList<Long>();
    clickHouse.query(
        Statement.of("SELECT span_id FROM " + database + ".spans ORDER BY span_id"),
        row -> ids.add(ByteBuffer.wrap(row.bytes("span_id")).getLong()));
    return ids;
  }

  private static ExportRequest<RawBatch> request(long... ids) {
    return new ExportRequest<>(null, body(ids), Compression.NONE, DECODER);
  }

  private static ByteBuffer body(long... ids) {
    var body = ByteBuffer.allocate(ids.length * 8);
    for (long id : ids) {
      body.putLong(id);
    }
    return body.flip();
  }

  /// Each 8 bytes are the id of a span; a negative id is not valid.
  private static final Decoder<RawBatch> DECODER =
      (project, body) -> {
        var spans = new ArrayList<RawSpan>();
        var rejections = new ArrayList<Rejection>();
        var in = body.duplicate();
        long bytes = in.remaining();
        while (in.hasRemaining()) {
          long id = in.getLong();
          if (id < 0) {
            rejections.add(new Rejection(Rejection.Reason.INVALID_SPAN_ID, "span id: " + id));
          } else {
            spans.add(span(id));
          }
        }
        return new RawBatch(project, spans, rejections, 0, bytes);
      };

  private static RawSpan span(long id) {
    long start = CLOCK.millis() * 1_000_000;
    return new RawSpan(
        new RawSpan.Ids(new TraceId(1, 1), new SpanId(id), SpanId.NONE, "", 1),
        RESOURCE,
        Scope.NONE,
        "work",
        SpanKind.INTERNAL,
        start,
        start + 1_000,
        Attributes.of("n", Value.of(id)),
        List.of(),
        List.of(),
        RawSpan.Status.UNSET,
        RawSpan.Dropped.NOTHING,
        id * 31,
        100);
  }
}

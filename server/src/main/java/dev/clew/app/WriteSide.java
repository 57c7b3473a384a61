// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.admin.Keys;
import dev.clew.admin.PublicKeys;
import dev.clew.config.Config;
import dev.clew.dropin.DropIn;
import dev.clew.dropin.Holding;
import dev.clew.engine.ClickHouse;
import dev.clew.forward.Forwarding;
import dev.clew.ingest.Admission;
import dev.clew.ingest.Credentials;
import dev.clew.ingest.DuplicateWindow;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.ingest.IngestLedger;
import dev.clew.ingest.IngestLine;
import dev.clew.ingest.IngestReply;
import dev.clew.ingest.Journal;
import dev.clew.ingest.Journals;
import dev.clew.ingest.Replay;
import dev.clew.ingest.StoredBatch;
import dev.clew.ingest.TableWriter;
import dev.clew.ingest.TraceSignal;
import dev.clew.logs.LineDecoder;
import dev.clew.logs.LogLine;
import dev.clew.logs.LogSignal;
import dev.clew.logs.LogTables;
import dev.clew.logs.SpansOfLogs;
import dev.clew.logs.StoredLogs;
import dev.clew.metrics.MetricLine;
import dev.clew.metrics.MetricSignal;
import dev.clew.metrics.MetricTables;
import dev.clew.metrics.SeriesRegistry;
import dev.clew.model.AppException;
import dev.clew.otlp.ForeignHttp;
import dev.clew.otlp.LogLinesHttp;
import dev.clew.otlp.OtlpDecoders;
import dev.clew.otlp.OtlpGrpc;
import dev.clew.otlp.OtlpHttp;
import dev.clew.otlp.OtlpIntake;
import dev.clew.otlp.OtlpSignal;
import dev.clew.otlp.Pages;
import dev.clew.otlp.ReceiveLimits;
import dev.clew.otlp.RemoteWriteHttp;
import dev.clew.prometheus.RemoteWriteDecoder;
import dev.clew.prometheus.ScrapeDecoder;
import dev.clew.prometheus.Scraper;
import dev.clew.semconv.Conventions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The write side: a decoder, a line and a journal for each signal, and the receivers in front of
/// them.
final class WriteSide implements AutoCloseable {

  private static final int DUPLICATE_SECONDS = 900;
  private static final long SCRAPE_HEADER_BYTES = 64L << 10;
  private static final Duration FRESHNESS = Duration.ofSeconds(3);

  private final Config config;
  private final Path wal;
  private final Keys keys;
  private final InstantSource clock;
  private final ExecutorService workers;
  private final Journals journals;
  private final IngestLedger ledger;
  private final SeriesRegistry registry;
  private final OtlpHttp otlpHttp;
  private final OtlpGrpc otlpGrpc;
  private final RemoteWriteHttp remoteWriteHttp;
  private final LogLinesHttp logLines;
  private final Forwarding forwarding;
  private final Holding holding;
  private final ForeignHttp foreignHttp;
  private final Scraper scraper;

  /// Who hears of what has been stored.
  interface Listener {

    void spans(List<StoredBatch> batches);

    void logs(List<StoredLogs> batches);
  }

  /// Takes up what the log still holds, then is ready to be bound.
  WriteSide(
      Config config,
      ClickHouse clickHouse,
      String database,
      Keys keys,
      Conventions conventions,
      InstantSource clock,
      ExecutorService workers,
      Listener listener)
      throws IOException {
    this.config = config;
    this.keys = keys;
    this.clock = clock;
    this.workers = workers;
    this.wal = config.dataDir().resolve("wal");
    forwarding = new Forwarding(config.forward(), config.dataDir().resolve("forward"));
    var limits = ReceiveLimits.of(maxRequestBytes(), config.ingest().maxBacklogBytes());
    var duplicates = new DuplicateWindow();
    var spanDecoders = OtlpDecoders.traces(limits);
    var pointDecoders = OtlpDecoders.metrics(limits);
    var logDecoders = OtlpDecoders.logs(limits);
    var lineDecoders = LineDecoder.byFormat();
    var remoteWrite = RemoteWriteDecoder.first();
    var remoteWrite2 = RemoteWriteDecoder.second();
    var scrapes = new ScrapeDecoder();
    registry = new SeriesRegistry(config.ingest().maxSeries(), clock);
    // The log refers to decoders by position: new ones go last.
    var allLogDecoders = concat(logDecoders.inOrder(), List.copyOf(lineDecoders.values()));
    var spansOfLogs = allLogDecoders.stream().map(SpansOfLogs::new).toList();
    var spans =
        new TraceSignal(
            conventions,
            new TableWriter(clickHouse, database),
            duplicates,
            concat(spanDecoders.inOrder(), spansOfLogs));
    var logs = new LogSignal(new LogTables(clickHouse, database), allLogDecoders);
    var points =
        new MetricSignal(
            new MetricTables(clickHouse, database, registry),
            registry,
            concat(pointDecoders.inOrder(), List.of(remoteWrite, remoteWrite2, scrapes)));

    new Replay<>(spans, maxRequestBytes()).run(wal);
    new Replay<>(logs, maxRequestBytes()).run(wal.resolve(logs.name()));
    new Replay<>(points, maxRequestBytes()).run(wal.resolve(points.name()));
    duplicates.restore(clickHouse, database, DUPLICATE_SECONDS);
    logs.restore(clickHouse, database, DUPLICATE_SECONDS);

    ledger = new IngestLedger(clickHouse, database, clock);
    var spanJournal =
        new Journal<>(
            wal,
            spans,
            batches -> {
              batches.forEach(batch -> countQuirks(batch, spans.name()));
              listener.spans(batches);
            });
    var pointJournal = new Journal<>(wal.resolve(points.name()), points, _ -> {});
    var logJournal = new Journal<>(wal.resolve(logs.name()), logs, listener::logs);
    journals = new Journals(List.of(spanJournal, pointJournal, logJournal));
    var admission = admission(keys);
    var publicKeys = new PublicKeys(keys, config.browser().requestsPerSecond(), clock);
    var line = new IngestLine(admission, conventions, spans, spanJournal, ledger);
    var metricLine = new MetricLine(admission, points, pointJournal, ledger);
    var logLine =
        new LogLine(
            admission,
            logs,
            logJournal,
            ledger,
            line::ingest,
            spansOfLogs.stream().collect(Collectors.toMap(SpansOfLogs::logs, one -> one)));
    var intake =
        new OtlpIntake(
            publicKeys::accept,
            this::refused,
            workers,
            limits,
            List.of(
                forwarded(OtlpSignal.Kind.TRACES, spanDecoders, line::ingest),
                forwarded(OtlpSignal.Kind.METRICS, pointDecoders, metricLine::ingest),
                forwarded(OtlpSignal.Kind.LOGS, logDecoders, logLine::ingest)));
    otlpHttp =
        new OtlpHttp(intake, new Pages(config.browser().origins(), publicKeys::acceptFromPage));
    otlpGrpc = new OtlpGrpc(intake);
    var ownLine = new IngestLine(ownAdmission(), conventions, spans, spanJournal, ledger);
    var foreign =
        forwarding.behind(
            OtlpSignal.Kind.TRACES, WriteSide::own, spanDecoders.json(), ownLine::ingest);
    Holding.Sink sink =
        (project, body) -> {
          var _ =
              foreign.apply(
                  new ExportRequest<>(project, body, Compression.NONE, spanDecoders.json()));
        };
    holding = new Holding(config.dataDir().resolve("held/objects"), sink, Holding.Limits.DEFAULT);
    foreignHttp = new ForeignHttp(intake, keys, DropIn.routes(holding, sink, clock));
    logLines = new LogLinesHttp(intake, lineDecoders, logLine::ingest);
    remoteWriteHttp = new RemoteWriteHttp(intake, remoteWrite, remoteWrite2, metricLine::ingest);
    scraper =
        new Scraper(
            config.scrape(),
            new MetricLine(ownAdmission(), points, pointJournal, ledger)::ingest,
            scrapes,
            Math.max(1_024, maxRequestBytes() - SCRAPE_HEADER_BYTES),
            clock);
  }

  void bind(ServerBuilder server) {
    otlpHttp.addTo(server);
    otlpGrpc.addTo(server);
    remoteWriteHttp.addTo(server);
    logLines.addTo(server);
    foreignHttp.addTo(server);
  }

  void start(ScheduledExecutorService housekeeping) {
    scraper.start();
    forwarding.start();
    holding.start();
    var _ = housekeeping.scheduleWithFixedDelay(ledger::save, 5, 5, TimeUnit.SECONDS);
  }

  /// Everything acknowledged so far is in the tables when this returns.
  void flush() {
    journals.flush(FRESHNESS);
  }

  /// Too much waits: what can be done later should be.
  boolean isBehind() {
    return journals.backlogBytes() > config.ingest().maxBacklogBytes() / 2;
  }

  Journals journals() {
    return journals;
  }

  IngestLedger ledger() {
    return ledger;
  }

  SeriesRegistry registry() {
    return registry;
  }

  Forwarding forwarding() {
    return forwarding;
  }

  Scraper scraper() {
    return scraper;
  }

  private long maxRequestBytes() {
    return config.ingest().maxRequestBytes();
  }

  private void countQuirks(StoredBatch batch, String signal) {
    batch.forEachSpan(span -> ledger.odd(signal, batch.project(), span.quirks()));
  }

  private Admission admission(Credentials credentials) {
    return new Admission(
        credentials,
        new Admission.Limits(maxRequestBytes(), config.ingest().maxBacklogBytes()),
        () -> journals().backlogBytes(),
        clock);
  }

  /// What the server asks for itself needs no key: the project stands in the configuration.
  private Admission ownAdmission() {
    return admission(WriteSide::own);
  }

  private static String own(@Nullable String project) {
    return project == null ? "default" : project;
  }

  private <R> OtlpSignal<R> forwarded(
      OtlpSignal.Kind kind,
      OtlpDecoders<R> decoders,
      Function<ExportRequest<R>, IngestReply> line) {
    return new OtlpSignal<>(kind, decoders, forwarding.behind(kind, keys, decoders.json(), line));
  }

  private static <T> List<T> concat(List<? extends T> first, List<? extends T> second) {
    return Stream.<T>concat(first.stream(), second.stream()).toList();
  }

  private void refused(String signal, @Nullable String key, AppException why) {
    ledger.refused(keys.projectOf(key), signal, why);
  }

  @Override
  public void close() {
    scraper.close();
    workers.close();
    holding.close();
    forwarding.close();
    journals.close();
    ledger.save();
  }
}

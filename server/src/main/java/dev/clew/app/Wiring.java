// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerListener;
import dev.clew.admin.AdminApi;
import dev.clew.admin.Keys;
import dev.clew.admin.Metadata;
import dev.clew.config.Config;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Migrations;
import dev.clew.engine.Migrations.Migration;
import dev.clew.http.Endpoint;
import dev.clew.http.HostGuard;
import dev.clew.http.OpenApi;
import dev.clew.http.Permission;
import dev.clew.http.Routes;
import dev.clew.http.Store;
import dev.clew.http.WebFiles;
import dev.clew.ingest.Admission;
import dev.clew.ingest.DuplicateWindow;
import dev.clew.ingest.IngestLedger;
import dev.clew.ingest.IngestLine;
import dev.clew.ingest.Journal;
import dev.clew.ingest.Journals;
import dev.clew.ingest.Replay;
import dev.clew.ingest.StoredBatch;
import dev.clew.ingest.TableWriter;
import dev.clew.ingest.TraceSignal;
import dev.clew.inventory.AgentsApi;
import dev.clew.inventory.ModelsApi;
import dev.clew.inventory.ServicesApi;
import dev.clew.inventory.ToolsApi;
import dev.clew.logs.LineDecoder;
import dev.clew.logs.LogChartsApi;
import dev.clew.logs.LogLine;
import dev.clew.logs.LogSignal;
import dev.clew.logs.LogTables;
import dev.clew.logs.LogTail;
import dev.clew.logs.LogTailApi;
import dev.clew.logs.LogsApi;
import dev.clew.logs.SpansOfLogs;
import dev.clew.logs.StoredLogs;
import dev.clew.metrics.CatalogueApi;
import dev.clew.metrics.MetricLine;
import dev.clew.metrics.MetricSignal;
import dev.clew.metrics.MetricTables;
import dev.clew.metrics.QueryApi;
import dev.clew.metrics.SeriesRegistry;
import dev.clew.model.AppException;
import dev.clew.otlp.LogLinesHttp;
import dev.clew.otlp.OtlpDecoders;
import dev.clew.otlp.OtlpGrpc;
import dev.clew.otlp.OtlpHttp;
import dev.clew.otlp.OtlpIntake;
import dev.clew.otlp.OtlpSignal;
import dev.clew.otlp.ReceiveLimits;
import dev.clew.otlp.RemoteWriteHttp;
import dev.clew.prometheus.RemoteWriteDecoder;
import dev.clew.prometheus.ScrapeApi;
import dev.clew.prometheus.ScrapeDecoder;
import dev.clew.prometheus.Scraper;
import dev.clew.runs.RunAnalysis;
import dev.clew.semconv.Conventions;
import dev.clew.sessions.SessionsApi;
import dev.clew.sessions.UsersApi;
import dev.clew.sql.SqlApi;
import dev.clew.traces.ChartsApi;
import dev.clew.traces.FacetsApi;
import dev.clew.traces.FieldsApi;
import dev.clew.traces.SpansApi;
import dev.clew.traces.Tail;
import dev.clew.traces.TailApi;
import dev.clew.traces.TraceApi;
import dev.clew.traces.TracesApi;
import dev.clew.usage.RequestsApi;
import dev.clew.usage.UsageApi;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts the parts together. Plain constructors, in the order of dependence; nothing else knows
/// every part.
final class Wiring implements AutoCloseable {

  private static final String DATABASE = "clew";
  private static final int DUPLICATE_SECONDS = 900;
  private static final long SCRAPE_HEADER_BYTES = 64L << 10;
  private static final Duration FRESHNESS = Duration.ofSeconds(3);

  private final Journals journals;
  private final IngestLedger ledger;
  private final RunAnalysis analysis;
  private final SelfMetrics metrics;
  private final Tail tail;
  private final LogTail logTail;
  private final OtlpHttp otlpHttp;
  private final OtlpGrpc otlpGrpc;
  private final RemoteWriteHttp remoteWriteHttp;
  private final Scraper scraper;
  private final LogLinesHttp logLines;
  private final Routes routes;
  private final List<Endpoint> endpoints;
  private final Keys keys;
  private final Config config;
  private final Ports ports = new Ports();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").factory());

  private Wiring(
      Config config, ClickHouse clickHouse, Metadata metadata, Keys keys, InstantSource clock)
      throws IOException {
    this.config = config;
    this.keys = keys;
    var conventions = new Conventions();
    var duplicates = new DuplicateWindow();
    var wal = config.dataDir().resolve("wal");
    long maxRequestBytes = config.ingest().maxRequestBytes();
    var limits = ReceiveLimits.of(maxRequestBytes, config.ingest().maxBacklogBytes());

    var spanDecoders = OtlpDecoders.traces(limits);
    var logDecoders = OtlpDecoders.logs(limits);
    var lineDecoders = LineDecoder.byFormat();
    var allLogDecoders = concat(logDecoders.inOrder(), List.copyOf(lineDecoders.values()));
    var spansOfLogs = allLogDecoders.stream().map(SpansOfLogs::new).toList();
    var spans =
        new TraceSignal(
            conventions,
            new TableWriter(clickHouse, DATABASE),
            duplicates,
            concat(spanDecoders.inOrder(), spansOfLogs));
    var logs = new LogSignal(new LogTables(clickHouse, DATABASE), allLogDecoders);
    new Replay<>(spans, maxRequestBytes).run(wal);
    new Replay<>(logs, maxRequestBytes).run(wal.resolve(logs.name()));
    duplicates.restore(clickHouse, DATABASE, DUPLICATE_SECONDS);
    logs.restore(clickHouse, DATABASE, DUPLICATE_SECONDS);

    var pointDecoders = OtlpDecoders.metrics(limits);
    var remoteWrite = RemoteWriteDecoder.first();
    var remoteWrite2 = RemoteWriteDecoder.second();
    var scrapes = new ScrapeDecoder();
    var registry = new SeriesRegistry(config.ingest().maxSeries(), clock);
    var points =
        new MetricSignal(
            new MetricTables(clickHouse, DATABASE, registry),
            registry,
            // The log refers to them by position: new ones go last.
            List.of(
                pointDecoders.protobuf(),
                pointDecoders.json(),
                remoteWrite,
                remoteWrite2,
                scrapes));
    var pointWal = wal.resolve(points.name());
    new Replay<>(points, maxRequestBytes).run(pointWal);

    ledger = new IngestLedger(clickHouse, DATABASE, clock);
    var spanJournal = new Journal<>(wal, spans, this::stored);
    var pointJournal = new Journal<>(pointWal, points, _ -> {});
    var logJournal = new Journal<>(wal.resolve(logs.name()), logs, this::storedLogs);
    journals = new Journals(List.of(spanJournal, pointJournal, logJournal));
    var admission =
        new Admission(
            keys,
            new Admission.Limits(maxRequestBytes, config.ingest().maxBacklogBytes()),
            journals::backlogBytes,
            clock);
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
            keys::project,
            this::refused,
            workers,
            limits,
            List.of(
                new OtlpSignal<>(OtlpSignal.Kind.TRACES, spanDecoders, line::ingest),
                new OtlpSignal<>(OtlpSignal.Kind.METRICS, pointDecoders, metricLine::ingest),
                new OtlpSignal<>(OtlpSignal.Kind.LOGS, logDecoders, logLine::ingest)));
    logLines = new LogLinesHttp(intake, lineDecoders, logLine::ingest);
    otlpHttp = new OtlpHttp(intake);
    remoteWriteHttp = new RemoteWriteHttp(intake, remoteWrite, remoteWrite2, metricLine::ingest);
    // What the server asks for itself needs no key: the project stands in the configuration.
    var ownAdmission =
        new Admission(
            project -> project == null ? "default" : project,
            new Admission.Limits(maxRequestBytes, config.ingest().maxBacklogBytes()),
            journals::backlogBytes,
            clock);
    scraper =
        new Scraper(
            config.scrape(),
            new MetricLine(ownAdmission, points, pointJournal, ledger)::ingest,
            scrapes,
            Math.max(1_024, maxRequestBytes - SCRAPE_HEADER_BYTES),
            clock);
    otlpGrpc = new OtlpGrpc(intake);

    var store = new Store(clickHouse, DATABASE, this::refresh);
    tail = new Tail(store);
    logTail = new LogTail(store);
    analysis =
        new RunAnalysis(
            clickHouse,
            DATABASE,
            clock,
            new RunAnalysis.Quiet(
                config.analysis().quietAfter(), config.analysis().quietWithoutRoot()),
            () -> journals.backlogBytes() > config.ingest().maxBacklogBytes() / 2,
            analysed -> tail.analysed(analysed.project(), analysed.traces()));
    routes = new Routes(keys, clock, workers);
    var facts =
        new StatusApi.Facts(
            clock.instant(),
            config.listen().bind(),
            keys.isRequired(),
            config.dataDir().toString(),
            config.ingest().maxBacklogBytes(),
            ready,
            ports);
    endpoints = new ArrayList<>();
    metrics = new SelfMetrics(ledger, journals, analysis);
    endpoints.addAll(metrics.endpoints());
    endpoints.addAll(new StatusApi(store, ledger, journals, facts).endpoints());
    endpoints.addAll(new TracesApi(store).endpoints());
    endpoints.addAll(new TraceApi(store).endpoints());
    endpoints.addAll(new AgentsApi(store).endpoints());
    endpoints.addAll(new ModelsApi(store).endpoints());
    endpoints.addAll(new ServicesApi(store).endpoints());
    endpoints.addAll(new ToolsApi(store).endpoints());
    endpoints.addAll(new SessionsApi(store).endpoints());
    endpoints.addAll(new UsersApi(store).endpoints());
    endpoints.addAll(new ChartsApi(store).endpoints());
    endpoints.addAll(new FacetsApi(store).endpoints());
    endpoints.addAll(new FieldsApi(store).endpoints());
    endpoints.addAll(new SpansApi(store).endpoints());
    endpoints.addAll(new RequestsApi(store).endpoints());
    endpoints.addAll(new UsageApi(store).endpoints());
    endpoints.addAll(new CatalogueApi(store, registry).endpoints());
    endpoints.addAll(new QueryApi(store).endpoints());
    endpoints.addAll(new ScrapeApi(scraper).endpoints());
    endpoints.addAll(new SqlApi(store).endpoints());
    endpoints.addAll(new LogsApi(store).endpoints());
    endpoints.addAll(new LogChartsApi(store).endpoints());
    endpoints.addAll(new AdminApi(metadata, keys, clock).endpoints());
    endpoints.add(
        Endpoint.get(
                "/api/openapi.json",
                "This API",
                List.of(),
                _ -> OpenApi.document(documented(), Version.VERSION))
            .needing(Permission.NONE));
  }

  private void closeTails() {
    tail.close();
    logTail.close();
  }

  private List<Endpoint> documented() {
    return Stream.concat(
            endpoints.stream(),
            Stream.of(TailApi.declaration(), LogTailApi.declaration(), LogLinesHttp.declaration()))
        .toList();
  }

  static Wiring of(
      Config config, ClickHouse clickHouse, Metadata metadata, Keys keys, InstantSource clock)
      throws IOException {
    new Migrations(clickHouse, DATABASE)
        .apply(
            List.of(
                Migration.load(Wiring.class, "/migrations/0001_traces.sql"),
                Migration.load(Wiring.class, "/migrations/0002_views.sql"),
                Migration.load(Wiring.class, "/migrations/0003_tool_calls.sql"),
                Migration.load(Wiring.class, "/migrations/0010_metrics.sql"),
                Migration.load(Wiring.class, "/migrations/0020_logs.sql")));
    return new Wiring(config, clickHouse, metadata, keys, clock);
  }

  void bind(ServerBuilder server) {
    otlpHttp.addTo(server);
    otlpGrpc.addTo(server);
    remoteWriteHttp.addTo(server);
    logLines.addTo(server);
    routes.bind(server, endpoints);
    routes.bindRest(server, endpoints);
    routes.bindStreaming(server, TailApi.PATH, new TailApi(tail)::open);
    routes.bindStreaming(server, LogTailApi.PATH, new LogTailApi(logTail)::open);
    // Before the server waits for open requests: a tail would keep it waiting.
    server.serverListener(ServerListener.builder().whenStopping(_ -> closeTails()).build());
    WebFiles.bind(server, config.webDir());
    server.decorator(new HostGuard(config.listen().bind(), config.listen().allowedHosts()));
  }

  /// After the ports are open: from here on the server is healthy.
  void start(int httpPort, int otlpHttpPort, int otlpGrpcPort) {
    ports.bound(httpPort, otlpHttpPort, otlpGrpcPort);
    analysis.start();
    scraper.start();
    var _ = housekeeping.scheduleWithFixedDelay(ledger::save, 5, 5, TimeUnit.SECONDS);
    var _ = housekeeping.scheduleWithFixedDelay(keys::saveLastUses, 1, 1, TimeUnit.MINUTES);
    ready.set(true);
  }

  Ports ports() {
    return ports;
  }

  private static <T> List<T> concat(List<? extends T> first, List<? extends T> second) {
    return Stream.<T>concat(first.stream(), second.stream()).toList();
  }

  private void stored(List<StoredBatch> batches) {
    for (var batch : batches) {
      batch.forEachSpan(span -> analysis.stored(batch.project(), span));
    }
  }

  private void storedLogs(List<StoredLogs> batches) {
    for (var batch : batches) {
      batch.forEachTraceTold(trace -> analysis.told(batch.project(), trace));
      logTail.stored(batch);
    }
  }

  private void refused(String signal, @Nullable String key, AppException why) {
    ledger.refused(keys.projectOf(key), signal, why);
  }

  private void refresh(String project) {
    journals.flush(FRESHNESS);
    analysis.catchUp(project);
  }

  @Override
  public void close() {
    ready.set(false);
    scraper.close();
    workers.close();
    journals.close();
    housekeeping.shutdown();
    ledger.save();
    keys.saveLastUses();
    analysis.close();
    metrics.close();
  }
}

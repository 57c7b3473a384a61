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
import dev.clew.ingest.Decoder;
import dev.clew.ingest.DuplicateWindow;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.IngestLedger;
import dev.clew.ingest.IngestLine;
import dev.clew.ingest.IngestReply;
import dev.clew.ingest.Replay;
import dev.clew.ingest.StorageSink;
import dev.clew.ingest.StoredBatch;
import dev.clew.ingest.TableWriter;
import dev.clew.inventory.AgentsApi;
import dev.clew.inventory.ModelsApi;
import dev.clew.inventory.ServicesApi;
import dev.clew.inventory.ToolsApi;
import dev.clew.model.AppException;
import dev.clew.otlp.OtlpGrpc;
import dev.clew.otlp.OtlpHttp;
import dev.clew.otlp.OtlpIntake;
import dev.clew.otlp.ReceiveLimits;
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
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts the parts together. Plain constructors, in the order of dependence; nothing else knows
/// every part.
final class Wiring implements AutoCloseable {

  private static final String DATABASE = "clew";
  private static final int DUPLICATE_SECONDS = 900;
  private static final Duration FRESHNESS = Duration.ofSeconds(3);

  private final StorageSink sink;
  private final IngestLedger ledger;
  private final RunAnalysis analysis;
  private final SelfMetrics metrics;
  private final Tail tail;
  private final OtlpHttp otlpHttp;
  private final OtlpGrpc otlpGrpc;
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
    var tables = new TableWriter(clickHouse, DATABASE);
    var duplicates = new DuplicateWindow();
    var wal = config.dataDir().resolve("wal");
    var line = new IngestLineHolder();
    var intake =
        OtlpIntake.of(
            keys::project,
            this::refused,
            line::ingest,
            workers,
            ReceiveLimits.of(config.ingest().maxRequestBytes(), config.ingest().maxBacklogBytes()));
    List<Decoder> decoders = List.of(intake.protobuf(), intake.json());

    new Replay(conventions, tables, duplicates, decoders, config.ingest().maxRequestBytes())
        .run(wal);
    duplicates.restore(clickHouse, DATABASE, DUPLICATE_SECONDS);

    ledger = new IngestLedger(clickHouse, DATABASE, clock);
    sink = new StorageSink(wal, tables, duplicates, decoders, this::stored);
    var admission =
        new Admission(
            keys,
            new Admission.Limits(
                config.ingest().maxRequestBytes(), config.ingest().maxBacklogBytes()),
            sink::backlogBytes,
            clock);
    line.set(new IngestLine(admission, conventions, sink, ledger));
    otlpHttp = new OtlpHttp(intake);
    otlpGrpc = new OtlpGrpc(intake);

    var store = new Store(clickHouse, DATABASE, this::refresh);
    tail = new Tail(store);
    analysis =
        new RunAnalysis(
            clickHouse,
            DATABASE,
            clock,
            new RunAnalysis.Quiet(
                config.analysis().quietAfter(), config.analysis().quietWithoutRoot()),
            () -> sink.backlogBytes() > config.ingest().maxBacklogBytes() / 2,
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
    metrics = new SelfMetrics(ledger, sink, analysis);
    endpoints.addAll(metrics.endpoints());
    endpoints.addAll(new StatusApi(store, ledger, sink, facts).endpoints());
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
    endpoints.addAll(new SqlApi(store).endpoints());
    endpoints.addAll(new AdminApi(metadata, keys, clock).endpoints());
    endpoints.add(
        Endpoint.get(
                "/api/openapi.json",
                "This API",
                List.of(),
                _ -> OpenApi.document(documented(), Version.VERSION))
            .needing(Permission.NONE));
  }

  private List<Endpoint> documented() {
    return Stream.concat(endpoints.stream(), Stream.of(TailApi.declaration())).toList();
  }

  static Wiring of(
      Config config, ClickHouse clickHouse, Metadata metadata, Keys keys, InstantSource clock)
      throws IOException {
    new Migrations(clickHouse, DATABASE)
        .apply(
            List.of(
                Migration.load(Wiring.class, "/migrations/0001_traces.sql"),
                Migration.load(Wiring.class, "/migrations/0002_views.sql"),
                Migration.load(Wiring.class, "/migrations/0003_tool_calls.sql")));
    return new Wiring(config, clickHouse, metadata, keys, clock);
  }

  /// The receivers need the line, and the line needs the decoders of the receivers.
  private static final class IngestLineHolder {
    private volatile @Nullable IngestLine line;

    void set(IngestLine built) {
      line = built;
    }

    IngestReply ingest(ExportRequest request) {
      return Objects.requireNonNull(line).ingest(request);
    }
  }

  void bind(ServerBuilder server) {
    otlpHttp.addTo(server);
    otlpGrpc.addTo(server);
    routes.bind(server, endpoints);
    routes.bindRest(server, endpoints);
    routes.bindStreaming(server, TailApi.PATH, new TailApi(tail)::open);
    // Before the server waits for open requests: a tail would keep it waiting.
    server.serverListener(ServerListener.builder().whenStopping(_ -> tail.close()).build());
    WebFiles.bind(server, config.webDir());
    server.decorator(new HostGuard(config.listen().bind(), config.listen().allowedHosts()));
  }

  /// After the ports are open: from here on the server is healthy.
  void start(int httpPort, int otlpHttpPort, int otlpGrpcPort) {
    ports.bound(httpPort, otlpHttpPort, otlpGrpcPort);
    analysis.start();
    var _ = housekeeping.scheduleWithFixedDelay(ledger::save, 5, 5, TimeUnit.SECONDS);
    var _ = housekeeping.scheduleWithFixedDelay(keys::saveLastUses, 1, 1, TimeUnit.MINUTES);
    ready.set(true);
  }

  Ports ports() {
    return ports;
  }

  private void stored(List<StoredBatch> batches) {
    for (var batch : batches) {
      batch.forEachSpan(span -> analysis.stored(batch.project(), span));
    }
  }

  private void refused(String signal, @Nullable String key, AppException why) {
    ledger.refused(keys.projectOf(key), signal, why);
  }

  private void refresh(String project) {
    sink.flush(FRESHNESS);
    analysis.catchUp(project);
  }

  @Override
  public void close() {
    ready.set(false);
    workers.close();
    sink.close();
    housekeeping.shutdown();
    ledger.save();
    keys.saveLastUses();
    analysis.close();
    metrics.close();
  }
}

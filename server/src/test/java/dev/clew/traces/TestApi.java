// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.server.Server;
import dev.clew.admin.Metadata;
import dev.clew.app.Schema;
import dev.clew.compare.CompareApi;
import dev.clew.dashboards.Dashboards;
import dev.clew.findings.FindingAnalysis;
import dev.clew.findings.FindingsApi;
import dev.clew.findings.Rejudging;
import dev.clew.findings.RunBudgets;
import dev.clew.findings.ThresholdsApi;
import dev.clew.findings.TraceFindingsApi;
import dev.clew.http.Access;
import dev.clew.http.Endpoint;
import dev.clew.http.Routes;
import dev.clew.http.Store;
import dev.clew.ingest.Admission;
import dev.clew.ingest.Decoder;
import dev.clew.ingest.DuplicateWindow;
import dev.clew.ingest.IngestLedger;
import dev.clew.ingest.IngestLine;
import dev.clew.ingest.Journal;
import dev.clew.ingest.Journals;
import dev.clew.ingest.TableWriter;
import dev.clew.ingest.TraceSignal;
import dev.clew.inventory.AgentsApi;
import dev.clew.inventory.ModelsApi;
import dev.clew.inventory.ServicesApi;
import dev.clew.inventory.ToolApi;
import dev.clew.inventory.ToolsApi;
import dev.clew.inventory.WhatIfApi;
import dev.clew.latency.CausesApi;
import dev.clew.latency.CostModelsApi;
import dev.clew.latency.LatencyAnalysis;
import dev.clew.latency.LatencyApi;
import dev.clew.ledger.LedgerAnalysis;
import dev.clew.ledger.LedgerApi;
import dev.clew.logs.LineDecoder;
import dev.clew.logs.LogChartsApi;
import dev.clew.logs.LogLine;
import dev.clew.logs.LogSignal;
import dev.clew.logs.LogTables;
import dev.clew.logs.LogTail;
import dev.clew.logs.LogTailApi;
import dev.clew.logs.LogsApi;
import dev.clew.logs.SpansOfLogs;
import dev.clew.map.MapApi;
import dev.clew.metrics.CatalogueApi;
import dev.clew.metrics.ExemplarsApi;
import dev.clew.metrics.MetricLine;
import dev.clew.metrics.MetricSignal;
import dev.clew.metrics.MetricTables;
import dev.clew.metrics.QueryApi;
import dev.clew.metrics.SeriesRegistry;
import dev.clew.model.RawBatch;
import dev.clew.otlp.LogLinesHttp;
import dev.clew.otlp.OtlpDecoders;
import dev.clew.otlp.OtlpHttp;
import dev.clew.otlp.OtlpIntake;
import dev.clew.otlp.OtlpSignal;
import dev.clew.otlp.ReceiveLimits;
import dev.clew.prices.Prices;
import dev.clew.runs.RunAnalysis;
import dev.clew.semconv.Conventions;
import dev.clew.serving.ServerMomentApi;
import dev.clew.serving.Serving;
import dev.clew.serving.ServingApi;
import dev.clew.sessions.SessionsApi;
import dev.clew.sessions.UsersApi;
import dev.clew.sql.SqlApi;
import dev.clew.testkit.TestEngine;
import dev.clew.usage.RequestsApi;
import dev.clew.usage.UnitCostsApi;
import dev.clew.usage.UsageApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The read API and the OTLP receiver on a real HTTP server, over the test engine: one for all
/// tests of a JVM. A key is the name of a project, so each test sees only what it sent.
public final class TestApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AtomicReference<TestApi> SHARED = new AtomicReference<>();

  /// Active metric series of a project.
  public static final int MAX_SERIES = 500;

  private final Server server;
  private final Tail tail;
  private final Store store;

  private TestApi() throws IOException {
    var clickHouse = TestEngine.shared();
    var database = TestEngine.newDatabase();
    Schema.apply(clickHouse, database);
    var workers = Executors.newVirtualThreadPerTaskExecutor();
    var clock = InstantSource.system();
    var limits = ReceiveLimits.of(1 << 20, 1 << 24);
    var decoders = OtlpDecoders.traces(limits);
    var otlpLogs = OtlpDecoders.logs(limits);
    var lines = LineDecoder.byFormat();
    var logDecoders = Stream.concat(otlpLogs.inOrder().stream(), lines.values().stream()).toList();
    var spansOfLogs = logDecoders.stream().map(SpansOfLogs::new).toList();
    var spans =
        new TraceSignal(
            new Conventions(),
            new TableWriter(clickHouse, database),
            new DuplicateWindow(),
            Stream.<Decoder<RawBatch>>concat(decoders.inOrder().stream(), spansOfLogs.stream())
                .toList());
    var analysis = new AtomicReference<RunAnalysis>();
    var logTail = new AtomicReference<LogTail>();
    var journal =
        new Journal<>(
            Files.createTempDirectory("clew-wal-"),
            spans,
            batches ->
                batches.forEach(
                    batch ->
                        batch.forEachSpan(span -> analysis.get().stored(batch.project(), span))));
    var admission =
        new Admission(
            TestApi::project, new Admission.Limits(1 << 20, 1 << 24), journal::backlogBytes, clock);
    var ledger = new IngestLedger(clickHouse, database, clock);
    var line = new IngestLine(admission, new Conventions(), spans, journal, ledger);
    var pointDecoders = OtlpDecoders.metrics(limits);
    var registry = new SeriesRegistry(MAX_SERIES, clock);
    var points =
        new MetricSignal(
            new MetricTables(clickHouse, database, registry), registry, pointDecoders.inOrder());
    var pointJournal = new Journal<>(Files.createTempDirectory("clew-wal-"), points, _ -> {});
    var metricLine = new MetricLine(admission, points, pointJournal, ledger);
    var logs = new LogSignal(new LogTables(clickHouse, database), logDecoders);
    var logJournal =
        new Journal<>(
            Files.createTempDirectory("clew-wal-"),
            logs,
            batches ->
                batches.forEach(
                    batch -> {
                      batch.forEachTraceTold(trace -> analysis.get().told(batch.project(), trace));
                      logTail.get().stored(batch);
                    }));
    var logLine =
        new LogLine(
            admission,
            logs,
            logJournal,
            ledger,
            line::ingest,
            spansOfLogs.stream().collect(Collectors.toMap(SpansOfLogs::logs, one -> one)));
    var journals = new Journals(List.of(journal, pointJournal, logJournal));
    var intake =
        new OtlpIntake(
            _ -> {},
            (_, _, _) -> {},
            workers,
            limits,
            List.of(
                new OtlpSignal<>(OtlpSignal.Kind.TRACES, decoders, line::ingest),
                new OtlpSignal<>(OtlpSignal.Kind.METRICS, pointDecoders, metricLine::ingest),
                new OtlpSignal<>(OtlpSignal.Kind.LOGS, otlpLogs, logLine::ingest)));
    store =
        new Store(
            clickHouse,
            database,
            project -> {
              journals.flush(Duration.ofSeconds(10));
              analysis.get().catchUp(project);
            });
    tail = new Tail(store);
    logTail.set(new LogTail(store));
    var hour = Duration.ofHours(1);
    var metadata = Metadata.open(Path.of(":memory:"));
    var prices = new Prices(metadata);
    var findings = new FindingAnalysis(clickHouse, database, clock, metadata, RunBudgets.NONE);
    var ledgers = new LedgerAnalysis(clickHouse, database, clock, prices, () -> false, findings);
    ledgers.start();
    var serving = new Serving(clickHouse, database, clock, metadata);
    var latencies = new LatencyAnalysis(clickHouse, database, clock, () -> false, serving.queues());
    latencies.start();
    var rejudging = new Rejudging(clickHouse, database, metadata, ledgers, clock, () -> false);
    analysis.set(
        new RunAnalysis(
            clickHouse,
            database,
            clock,
            new RunAnalysis.Quiet(hour, hour),
            prices,
            () -> false,
            analysed -> {
              ledgers.analysed(analysed.project(), analysed.traces());
              latencies.analysed(analysed.project(), analysed.traces());
              tail.analysed(analysed.project(), analysed.traces());
            }));
    var routes = new Routes((key, _, _) -> new Access.Caller(project(key), false), clock, workers);
    var builder = Server.builder().http(0).gracefulShutdownTimeoutMillis(0, 0);
    new OtlpHttp(intake).addTo(builder);
    new LogLinesHttp(intake, lines, logLine::ingest).addTo(builder);
    routes.bind(builder, endpoints(store, registry));
    routes.bind(builder, new LedgerApi(store, ledgers).endpoints());
    routes.bind(builder, new LatencyApi(store, latencies).endpoints());
    routes.bind(builder, new CausesApi(store).endpoints());
    routes.bind(builder, new ServingApi(store, serving).endpoints());
    routes.bind(builder, new ServerMomentApi(store, serving).endpoints());
    routes.bind(builder, new CostModelsApi(store, latencies).endpoints());
    routes.bind(builder, new TraceFindingsApi(store, ledgers).endpoints());
    routes.bind(builder, new FindingsApi(store, findings, clock).endpoints());
    routes.bind(builder, new ThresholdsApi(findings, rejudging).endpoints());
    routes.bind(
        builder, new Dashboards(store, metadata, (_, _, _) -> List.of(), clock).endpoints());
    routes.bindStreaming(builder, TailApi.PATH, new TailApi(tail)::open);
    routes.bindStreaming(builder, LogTailApi.PATH, new LogTailApi(logTail.get())::open);
    server = builder.build();
    server.start().join();
  }

  private static List<Endpoint> endpoints(Store store, SeriesRegistry registry) {
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(new TracesApi(store).endpoints());
    endpoints.addAll(new TraceApi(store).endpoints());
    endpoints.addAll(new ChartsApi(store).endpoints());
    endpoints.addAll(new FacetsApi(store).endpoints());
    endpoints.addAll(new FieldsApi(store).endpoints());
    endpoints.addAll(new SpansApi(store).endpoints());
    endpoints.addAll(new ServicesApi(store).endpoints());
    endpoints.addAll(new ModelsApi(store).endpoints());
    endpoints.addAll(new AgentsApi(store).endpoints());
    endpoints.addAll(new ToolsApi(store).endpoints());
    endpoints.addAll(new ToolApi(store).endpoints());
    endpoints.addAll(new WhatIfApi(store).endpoints());
    endpoints.addAll(new SessionsApi(store).endpoints());
    endpoints.addAll(new UsersApi(store).endpoints());
    endpoints.addAll(new UsageApi(store).endpoints());
    endpoints.addAll(new UnitCostsApi(store).endpoints());
    endpoints.addAll(new RequestsApi(store).endpoints());
    endpoints.addAll(new MapApi(store).endpoints());
    endpoints.addAll(new CompareApi(store).endpoints());
    endpoints.addAll(new SqlApi(store).endpoints());
    endpoints.addAll(new CatalogueApi(store, registry).endpoints());
    endpoints.addAll(new QueryApi(store).endpoints());
    endpoints.addAll(new ExemplarsApi(store).endpoints());
    endpoints.addAll(new LogsApi(store).endpoints());
    endpoints.addAll(new LogChartsApi(store).endpoints());
    return endpoints;
  }

  private static String project(@Nullable String key) {
    return key == null ? "nobody" : key;
  }

  public static synchronized TestApi shared() {
    var known = SHARED.get();
    if (known == null) {
      try {
        known = new TestApi();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      SHARED.set(known);
    }
    return known;
  }

  /// An answer, with its status.
  public record Answer(int status, JsonNode body) {}

  /// Sends spans to a project; they are stored when this returns.
  public void send(String project, SentSpan... spans) {
    var sent = call("POST", "/v1/traces", project, SentSpan.request(spans));
    if (sent.status() != 200) {
      throw new IllegalStateException("not accepted: " + sent);
    }
  }

  /// Sends an OTLP/JSON request of log records; they are stored when this returns.
  public JsonNode sendLogs(String project, String request) {
    var sent = call("POST", "/v1/logs", project, request);
    if (sent.status() != 200) {
      throw new IllegalStateException("not accepted: " + sent);
    }
    return sent.body();
  }

  /// @param parameters names and values in turn
  public Answer get(String project, String path, String... parameters) {
    var url = new StringBuilder("/api/v1" + path);
    for (int i = 0; i < parameters.length; i += 2) {
      url.append(i == 0 ? '?' : '&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return call("GET", url.toString(), project, "");
  }

  /// Sends OTLP/JSON to a path of the receiver.
  public Answer export(String project, String path, String body) {
    return call("POST", path, project, body);
  }

  public Answer post(String project, String path, String body) {
    return call("POST", "/api/v1" + path, project, body);
  }

  /// What the routes query.
  public Store store() {
    return store;
  }

  public Answer put(String project, String path, String body) {
    return call("PUT", "/api/v1" + path, project, body);
  }

  public Answer delete(String project, String path) {
    return call("DELETE", "/api/v1" + path, project, "");
  }

  /// What sits behind `/api/v1/tail`.
  Tail tail() {
    return tail;
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.activeLocalPort() + path);
  }

  /// Sends an OTLP/protobuf request of spans; they are stored when this returns.
  public void sendProtobuf(String project, byte[] request) {
    var sent =
        call(
            "POST",
            "/v1/traces",
            project,
            "application/x-protobuf",
            HttpRequest.BodyPublishers.ofByteArray(request));
    if (sent.status() != 200) {
      throw new IllegalStateException("not accepted: " + sent);
    }
  }

  private Answer call(String method, String path, String project, String body) {
    return call(
        method, path, project, "application/json", HttpRequest.BodyPublishers.ofString(body));
  }

  private Answer call(
      String method, String path, String project, String type, HttpRequest.BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(uri(path))
            .header("authorization", "Bearer " + project)
            .header("content-type", type)
            .method(method, body)
            .build();
    try {
      var response = CLIENT.send(request, BodyHandlers.ofString());
      boolean isJson = response.headers().firstValue("content-type").orElse("").contains("json");
      return new Answer(
          response.statusCode(), isJson ? JSON.readTree(response.body()) : JSON.createObjectNode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.server.Server;
import dev.clew.engine.Migrations;
import dev.clew.engine.Migrations.Migration;
import dev.clew.http.Access;
import dev.clew.http.Endpoint;
import dev.clew.http.Routes;
import dev.clew.http.Store;
import dev.clew.ingest.Admission;
import dev.clew.ingest.Decoder;
import dev.clew.ingest.DuplicateWindow;
import dev.clew.ingest.IngestLedger;
import dev.clew.ingest.IngestLine;
import dev.clew.ingest.StorageSink;
import dev.clew.ingest.TableWriter;
import dev.clew.inventory.AgentsApi;
import dev.clew.inventory.ModelsApi;
import dev.clew.inventory.ServicesApi;
import dev.clew.inventory.ToolsApi;
import dev.clew.otlp.OtlpHttp;
import dev.clew.otlp.OtlpIntake;
import dev.clew.otlp.ReceiveLimits;
import dev.clew.runs.RunAnalysis;
import dev.clew.semconv.Conventions;
import dev.clew.sessions.SessionsApi;
import dev.clew.sessions.UsersApi;
import dev.clew.sql.SqlApi;
import dev.clew.testkit.TestEngine;
import dev.clew.usage.RequestsApi;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The read API and the OTLP receiver on a real HTTP server, over the test engine: one for all
/// tests of a JVM. A key is the name of a project, so each test sees only what it sent.
public final class TestApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AtomicReference<TestApi> SHARED = new AtomicReference<>();

  private final Server server;
  private final Tail tail;

  private TestApi() throws IOException {
    var clickHouse = TestEngine.shared();
    var database = TestEngine.newDatabase();
    new Migrations(clickHouse, database)
        .apply(
            List.of(
                Migration.load(Store.class, "/migrations/0001_traces.sql"),
                Migration.load(Store.class, "/migrations/0002_views.sql"),
                Migration.load(Store.class, "/migrations/0003_tool_calls.sql")));
    var workers = Executors.newVirtualThreadPerTaskExecutor();
    var clock = InstantSource.system();
    var line = new AtomicReference<IngestLine>();
    var intake =
        OtlpIntake.of(
            _ -> {},
            (_, _, _) -> {},
            request -> line.get().ingest(request),
            workers,
            ReceiveLimits.of(1 << 20, 1 << 24));
    var analysis = new AtomicReference<RunAnalysis>();
    var sink =
        new StorageSink(
            Files.createTempDirectory("clew-wal-"),
            new TableWriter(clickHouse, database),
            new DuplicateWindow(),
            List.<Decoder>of(intake.protobuf(), intake.json()),
            batches ->
                batches.forEach(
                    batch ->
                        batch.forEachSpan(span -> analysis.get().stored(batch.project(), span))));
    line.set(
        new IngestLine(
            new Admission(
                TestApi::project,
                new Admission.Limits(1 << 20, 1 << 24),
                sink::backlogBytes,
                clock),
            new Conventions(),
            sink,
            new IngestLedger(clickHouse, database, clock)));
    var store =
        new Store(
            clickHouse,
            database,
            project -> {
              sink.flush(Duration.ofSeconds(10));
              analysis.get().catchUp(project);
            });
    tail = new Tail(store);
    var hour = Duration.ofHours(1);
    analysis.set(
        new RunAnalysis(
            clickHouse,
            database,
            clock,
            new RunAnalysis.Quiet(hour, hour),
            () -> false,
            analysed -> tail.analysed(analysed.project(), analysed.traces())));
    var routes = new Routes((key, _, _) -> new Access.Caller(project(key), false), clock, workers);
    var builder = Server.builder().http(0).gracefulShutdownTimeoutMillis(0, 0);
    new OtlpHttp(intake).addTo(builder);
    routes.bind(builder, endpoints(store));
    routes.bindStreaming(builder, TailApi.PATH, new TailApi(tail)::open);
    server = builder.build();
    server.start().join();
  }

  private static List<Endpoint> endpoints(Store store) {
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
    endpoints.addAll(new SessionsApi(store).endpoints());
    endpoints.addAll(new UsersApi(store).endpoints());
    endpoints.addAll(new UsageApi(store).endpoints());
    endpoints.addAll(new RequestsApi(store).endpoints());
    endpoints.addAll(new SqlApi(store).endpoints());
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

  public Answer post(String project, String path, String body) {
    return call("POST", "/api/v1" + path, project, body);
  }

  /// What sits behind `/api/v1/tail`.
  Tail tail() {
    return tail;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.activeLocalPort() + path);
  }

  private Answer call(String method, String path, String project, String body) {
    var request =
        HttpRequest.newBuilder(uri(path))
            .header("authorization", "Bearer " + project)
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var response = CLIENT.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

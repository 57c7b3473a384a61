// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import dev.clew.http.Endpoint;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.ingest.IngestLedger;
import dev.clew.ingest.Journal;
import dev.clew.ingest.Journals;
import dev.clew.ingest.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Whether the server works, how to send to it, and what became of what was sent.
final class StatusApi {

  private final Store store;
  private final IngestLedger ledger;
  private final Journals journals;
  private final Facts facts;
  private final DiskProbe disk;

  /// @param startedAt of this process
  /// @param ports as bound
  record Facts(
      Instant startedAt,
      String bind,
      boolean keyRequired,
      String dataDir,
      long maxBacklogBytes,
      AtomicBoolean ready,
      Ports ports) {}

  StatusApi(Store store, IngestLedger ledger, Journals journals, Facts facts) {
    this.store = store;
    this.ledger = ledger;
    this.journals = journals;
    this.facts = facts;
    disk = new DiskProbe(Path.of(facts.dataDir()));
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/health", "Whether ingest and queries work", List.of(), this::health)
            .needing(Permission.NONE),
        Endpoint.get("/api/v1/setup", "What a sender needs to know", List.of(), this::setup),
        Endpoint.get(
            "/api/v1/ingest",
            "What became of everything that arrived, since the first start",
            List.of(),
            this::ingest));
  }

  private Reply health(Request request) {
    boolean works = facts.ready().get() && canQuery() && disk.isWritable(request.now());
    return Reply.json(
        works ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
        MediaType.JSON_UTF_8,
        json -> {
          json.writeStringField("status", works ? "ok" : "unavailable");
          json.writeStringField("version", Version.VERSION);
          json.writeObjectFieldStart("engine");
          json.writeStringField("kind", store.clickHouse().kind());
          json.writeStringField("version", store.clickHouse().version());
          json.writeEndObject();
          json.writeArrayFieldStart("roles");
          for (var role : List.of("ingest", "analyse", "query")) {
            json.writeString(role);
          }
          json.writeEndArray();
          json.writeNumberField(
              "uptime_ms", Duration.between(facts.startedAt(), request.now()).toMillis());
        });
  }

  private boolean canQuery() {
    try {
      store.query(Statement.of("SELECT 1").within(Duration.ofSeconds(2)), _ -> {});
      return true;
    } catch (EngineException e) {
      return false;
    }
  }

  private Reply setup(Request request) {
    store.refresh(request);
    boolean[] hasData = {false};
    store.query(
        store.about(
            request, "SELECT 1 FROM ${database}.spans WHERE project_id = {project:String} LIMIT 1"),
        _ -> hasData[0] = true);
    return Reply.json(
        json -> {
          json.writeNumberField("http_port", facts.ports().http());
          json.writeNumberField("otlp_http_port", facts.ports().otlpHttp());
          json.writeNumberField("otlp_grpc_port", facts.ports().otlpGrpc());
          json.writeStringField("bind", facts.bind());
          json.writeBooleanField("key_required", facts.keyRequired());
          json.writeStringField("project", request.project());
          json.writeBooleanField("has_data", hasData[0]);
          json.writeStringField("data_dir", facts.dataDir());
          json.writeStringField("version", Version.VERSION);
        });
  }

  private Reply ingest(Request request) {
    Map<String, SignalCounts> signals = new TreeMap<>();
    journals.all().forEach(journal -> signals.put(journal.name(), new SignalCounts()));
    Map<String, Long> refused = new TreeMap<>();
    ledger
        .counts(request.project())
        .forEach(
            (entry, count) -> {
              if (entry.outcome().equals("refused")) {
                refused.merge(entry.reason(), count, Long::sum);
              } else {
                signals.computeIfAbsent(entry.signal(), _ -> new SignalCounts()).add(entry, count);
              }
            });
    var lag = slowest();
    return Reply.json(
        json -> {
          json.writeObjectFieldStart("signals");
          for (var signal : signals.entrySet()) {
            json.writeObjectFieldStart(signal.getKey());
            signal.getValue().writeTo(json);
            json.writeEndObject();
          }
          json.writeEndObject();
          Reply.writePojo(json, "refused", refused);
          json.writeObjectFieldStart("lag_ms");
          json.writeNumberField("p50", lag.p50Ms());
          json.writeNumberField("p95", lag.p95Ms());
          json.writeNumberField("max", lag.maxMs());
          json.writeEndObject();
          json.writeObjectFieldStart("queue");
          json.writeNumberField("bytes", journals.backlogBytes());
          json.writeNumberField("limit_bytes", facts.maxBacklogBytes());
          json.writeEndObject();
          json.writeArrayFieldStart("recent");
          for (var one : ledger.recent(request.project())) {
            json.writeStartObject();
            json.writeStringField("time", one.time().toString());
            json.writeStringField("signal", one.signal());
            json.writeStringField("outcome", one.outcome());
            json.writeStringField("reason", one.reason());
            json.writeStringField("detail", one.detail());
            json.writeNumberField("count", one.count());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /// The lag of the signal that takes longest.
  private Visibility.Lag slowest() {
    return journals.all().stream()
        .map(Journal::visibility)
        .max(Comparator.comparingDouble(Visibility.Lag::p95Ms))
        .orElseThrow();
  }

  /// What became of the records of one signal.
  private static final class SignalCounts {
    private final Map<String, Long> totals = new TreeMap<>();
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> quirks = new TreeMap<>();

    void add(IngestLedger.Entry entry, long count) {
      switch (entry.outcome()) {
        case "rejected" -> rejected.merge(entry.reason(), count, Long::sum);
        case "quirk" -> quirks.merge(entry.reason(), count, Long::sum);
        default -> totals.merge(entry.outcome(), count, Long::sum);
      }
    }

    private long total(String outcome) {
      return totals.getOrDefault(outcome, 0L);
    }

    void writeTo(JsonGenerator json) throws IOException {
      long rejections = rejected.values().stream().mapToLong(Long::longValue).sum();
      json.writeNumberField("received", total("accepted") + total("duplicate") + rejections);
      json.writeNumberField("accepted", total("accepted"));
      json.writeNumberField("duplicate", total("duplicate"));
      json.writeNumberField("rejected", rejections);
      Reply.writePojo(json, "rejected_by_reason", rejected);
      json.writeNumberField("truncated", total("truncated"));
      json.writeNumberField("masked", 0);
      Reply.writePojo(json, "quirks", quirks);
      json.writeNumberField("requests", total("requests"));
      json.writeNumberField("bytes", total("bytes"));
    }
  }
}

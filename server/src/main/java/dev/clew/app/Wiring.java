// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.admin.AdminApi;
import dev.clew.admin.Keys;
import dev.clew.admin.LayerRules;
import dev.clew.admin.LayersApi;
import dev.clew.admin.Metadata;
import dev.clew.alerts.Alerts;
import dev.clew.budgets.BudgetWatch;
import dev.clew.budgets.Budgets;
import dev.clew.budgets.BudgetsApi;
import dev.clew.config.Config;
import dev.clew.dashboards.Dashboards;
import dev.clew.engine.ClickHouse;
import dev.clew.findings.FindingAnalysis;
import dev.clew.findings.FindingsApi;
import dev.clew.findings.Rejudging;
import dev.clew.findings.ThresholdsApi;
import dev.clew.findings.TraceFindingsApi;
import dev.clew.http.HostGuard;
import dev.clew.http.Routes;
import dev.clew.http.Store;
import dev.clew.http.WebFiles;
import dev.clew.ingest.StoredBatch;
import dev.clew.latency.CausesApi;
import dev.clew.latency.CostModelsApi;
import dev.clew.latency.LatencyAnalysis;
import dev.clew.latency.LatencyApi;
import dev.clew.ledger.LedgerAnalysis;
import dev.clew.ledger.LedgerApi;
import dev.clew.logs.StoredLogs;
import dev.clew.notify.ChannelsApi;
import dev.clew.notify.Notifications;
import dev.clew.prices.Prices;
import dev.clew.prices.PricesApi;
import dev.clew.prices.Repricing;
import dev.clew.rollup.RollUp;
import dev.clew.runs.RunAnalysis;
import dev.clew.runs.StoredRuns;
import dev.clew.semconv.Conventions;
import dev.clew.serving.ServerMomentApi;
import dev.clew.serving.Serving;
import dev.clew.serving.ServingApi;
import dev.clew.traces.Tail;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// Puts the parts together. Plain constructors, in the order of dependence; nothing else knows
/// every part.
final class Wiring implements AutoCloseable {

  private final WriteSide write;
  private final ReadSide read;
  private final RunAnalysis analysis;
  private final LedgerAnalysis ledgers;
  private final LatencyAnalysis latencies;
  private final BudgetWatch budgetWatch;
  private final Notifications notifications;
  private final Alerts alerts;
  private final Repricing repricing;
  private final Rejudging rejudging;
  private final RollUp rollUp;
  private final SelfMetrics metrics;
  private final Keys keys;
  private final Config config;
  private final Ports ports = new Ports();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").factory());

  Wiring(Config config, ClickHouse clickHouse, Metadata metadata, Keys keys, InstantSource clock)
      throws IOException {
    this.config = config;
    this.keys = keys;
    Schema.apply(clickHouse);
    var workers = Executors.newVirtualThreadPerTaskExecutor();
    var layerRules = new LayerRules(metadata, clock);
    var conventions = new Conventions(layerRules);
    write =
        new WriteSide(
            config, clickHouse, Schema.DATABASE, keys, conventions, clock, workers, new Stored());
    var store = new Store(clickHouse, Schema.DATABASE, this::refresh);
    var tail = new Tail(store);
    var prices = new Prices(metadata);
    var budgets = new Budgets(metadata);
    var findings =
        new FindingAnalysis(
            clickHouse, Schema.DATABASE, clock, metadata, new BudgetsOfRuns(budgets));
    ledgers =
        new LedgerAnalysis(clickHouse, Schema.DATABASE, clock, prices, write::isBehind, findings);
    var serving = new Serving(clickHouse, Schema.DATABASE, clock, metadata);
    latencies =
        new LatencyAnalysis(clickHouse, Schema.DATABASE, clock, write::isBehind, serving.queues());
    rejudging =
        new Rejudging(clickHouse, Schema.DATABASE, metadata, ledgers, clock, write::isBehind);
    budgetWatch =
        new BudgetWatch(budgets, metadata, clickHouse, Schema.DATABASE, clock, write::isBehind);
    notifications =
        new Notifications(
            metadata, config.alerts().privateTargets(), config.alerts().trusted(), clock);
    alerts =
        new Alerts(
            clickHouse,
            store,
            metadata,
            AlertSources.of(budgets, budgetWatch, store),
            notifications,
            this::link,
            clock,
            write::isBehind);
    analysis =
        new RunAnalysis(
            clickHouse,
            Schema.DATABASE,
            clock,
            new RunAnalysis.Quiet(
                config.analysis().quietAfter(), config.analysis().quietWithoutRoot()),
            prices,
            write::isBehind,
            new AfterAnalysis(ledgers, latencies, tail, budgetWatch));
    repricing =
        new Repricing(
            metadata,
            new StoredRuns(clickHouse, Schema.DATABASE, analysis, write::isBehind),
            clock);
    rollUp = new RollUp(clickHouse, Schema.DATABASE, clock, write::isBehind);
    metrics = new SelfMetrics(write.ledger(), write.journals(), analysis, write.forwarding());
    var facts =
        new StatusApi.Facts(
            clock.instant(),
            config.listen().bind(),
            keys.isRequired(),
            config.dataDir().toString(),
            config.ingest().maxBacklogBytes(),
            ready,
            ports);
    var own =
        Stream.of(
                metrics.endpoints(),
                new StatusApi(store, write.ledger(), write.journals(), facts).endpoints(),
                new AdminApi(metadata, keys, clock).endpoints(),
                new PricesApi(prices, repricing, clock).endpoints(),
                new LedgerApi(store, ledgers).endpoints(),
                new LatencyApi(store, latencies).endpoints(),
                new CausesApi(store).endpoints(),
                new CostModelsApi(store, latencies).endpoints(),
                new ServingApi(store, serving).endpoints(),
                new ServerMomentApi(store, serving).endpoints(),
                new TraceFindingsApi(store, ledgers).endpoints(),
                new FindingsApi(store, findings, clock).endpoints(),
                new ThresholdsApi(findings, rejudging).endpoints(),
                new BudgetsApi(budgets, budgetWatch, store, clock).endpoints(),
                alerts.endpoints(),
                new Dashboards(store, metadata, new MomentsOfAlerts(alerts), clock).endpoints(),
                new ChannelsApi(notifications, this::link).endpoints(),
                new LayersApi(layerRules).endpoints())
            .flatMap(List::stream)
            .toList();
    read = new ReadSide(store, new Routes(keys, clock, workers), tail, own, write);
  }

  void bind(ServerBuilder server) {
    write.bind(server);
    read.bind(server);
    WebFiles.bind(server, config.webDir());
    server.decorator(new HostGuard(config.listen().bind(), config.listen().allowedHosts()));
  }

  /// After the ports are open: from here on the server is healthy.
  void start(int httpPort, int otlpHttpPort, int otlpGrpcPort) {
    ports.bound(httpPort, otlpHttpPort, otlpGrpcPort);
    analysis.start();
    ledgers.start();
    latencies.start();
    rollUp.start();
    budgetWatch.start();
    notifications.start();
    alerts.start();
    write.start(housekeeping);
    var _ = housekeeping.scheduleWithFixedDelay(keys::saveLastUses, 1, 1, TimeUnit.MINUTES);
    ready.set(true);
  }

  Ports ports() {
    return ports;
  }

  /// The address of a view of the web UI.
  private String link(String path) {
    var own = config.alerts().publicUrl();
    return (own.isEmpty() ? "http://localhost:" + ports.http() : own) + path;
  }

  private void refresh(String project) {
    write.flush();
    analysis.catchUp(project);
  }

  @Override
  public void close() {
    ready.set(false);
    repricing.close();
    rejudging.close();
    rollUp.close();
    write.close();
    housekeeping.shutdown();
    keys.saveLastUses();
    analysis.close();
    ledgers.close();
    latencies.close();
    alerts.close();
    notifications.close();
    budgetWatch.close();
    metrics.close();
  }

  /// What has been stored goes on to who works with it.
  private final class Stored implements WriteSide.Listener {

    @Override
    public void spans(List<StoredBatch> batches) {
      for (var batch : batches) {
        batch.forEachSpan(span -> analysis.stored(batch.project(), span));
      }
    }

    @Override
    public void logs(List<StoredLogs> batches) {
      for (var batch : batches) {
        batch.forEachTraceTold(trace -> analysis.told(batch.project(), trace));
        read.logsStored(batch);
      }
    }
  }
}

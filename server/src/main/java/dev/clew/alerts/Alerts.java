// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.admin.Metadata;
import dev.clew.engine.ClickHouse;
import dev.clew.http.Endpoint;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.notify.Notifications;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/// Alerts as a whole: the rules, the thread that evaluates them, and their routes.
public final class Alerts implements AutoCloseable {

  private final AlertWatch watch;
  private final List<Endpoint> endpoints;

  /// Where figures come from that are not in a table of calls or traces.
  public record Others(BudgetUses budgets, MetricValues metrics) {}

  /// @param links makes a path of the web UI into an address
  public Alerts(
      ClickHouse clickHouse,
      Store store,
      Metadata metadata,
      Others others,
      Notifications notifications,
      Function<String, String> links,
      InstantSource clock,
      BooleanSupplier isIngestBehind) {
    var rules = new AlertRules(metadata);
    var measures = new MeasureReader(clickHouse, store.database());
    var reader = new RuleReader(measures, others.budgets(), others.metrics());
    watch = new AlertWatch(rules, metadata, reader, notifications, links, clock, isIngestBehind);
    endpoints =
        Stream.of(
                new AlertsApi(rules, watch, clock).endpoints(),
                new PreviewApi(store, new Preview(measures, reader, others.budgets())).endpoints(),
                new SilencesApi(watch.silences(), rules).endpoints())
            .flatMap(List::stream)
            .toList();
  }

  public void start() {
    watch.start();
  }

  /// When groups of a project's rules began to fire or were well again, the latest first.
  public List<AlertMoment> moments(String project, TimeRange range, int most) {
    return watch.states().moments(project, range.from().toString(), range.to().toString(), most);
  }

  public List<Endpoint> endpoints() {
    return endpoints;
  }

  @Override
  public void close() {
    watch.close();
  }
}

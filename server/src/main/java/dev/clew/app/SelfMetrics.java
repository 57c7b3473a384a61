// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.clew.forward.ForwardState;
import dev.clew.forward.Forwarding;
import dev.clew.http.Endpoint;
import dev.clew.http.Reply;
import dev.clew.ingest.IngestLedger;
import dev.clew.ingest.Journals;
import dev.clew.runs.RunAnalysis;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The server about itself, for Prometheus. Reads what the parts count anyway, so that they need
/// not know of it.
final class SelfMetrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final MultiGauge records;
  private final MultiGauge forwarded;
  private final MultiGauge forwardQueue;
  private final Forwarding forwarding;
  private final IngestLedger ledger;

  SelfMetrics(IngestLedger ledger, Journals journals, RunAnalysis analysis, Forwarding forwarding) {
    this.ledger = ledger;
    this.forwarding = forwarding;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    for (var journal : journals.all()) {
      var signal = Tags.of("signal", journal.name());
      gauge(
          "clew.ingest.backlog.bytes",
          "Acknowledged, not yet in tables",
          signal,
          journal::backlogBytes);
      gauge(
          "clew.ingest.visible.p95.ms",
          "From acknowledged to visible, recent commits",
          signal,
          () -> journal.visibility().p95Ms());
    }
    gauge(
        "clew.analysis.waiting.traces",
        "Traces that grow or wait",
        Tags.empty(),
        analysis::waiting);
    records =
        MultiGauge.builder("clew.ingest.records")
            .description("What became of records since the start, by outcome and reason")
            .register(registry);
    forwarded =
        MultiGauge.builder("clew.forward.requests")
            .description("What became of forwarded requests since the start")
            .register(registry);
    forwardQueue =
        MultiGauge.builder("clew.forward.queue.bytes")
            .description("Waits on disk for a target")
            .register(registry);
  }

  private void gauge(String name, String description, Tags tags, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).tags(tags).register(registry);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/metrics", "Prometheus exposition of the server itself", List.of(), _ -> scrape()));
  }

  private Reply scrape() {
    records.register(
        ledger.sinceStart().entrySet().stream()
            .map(
                count ->
                    MultiGauge.Row.of(
                        Tags.of(
                            "project", count.getKey().project(),
                            "signal", count.getKey().signal(),
                            "outcome", count.getKey().outcome(),
                            "reason", count.getKey().reason()),
                        count.getValue()))
            .toList(),
        true);
    var states = forwarding.states();
    forwarded.register(states.stream().flatMap(SelfMetrics::outcomes).toList(), true);
    forwardQueue.register(
        states.stream()
            .map(
                state ->
                    MultiGauge.Row.of(
                        Tags.of("target", state.target().name()), state.queuedBytes()))
            .toList(),
        true);
    return new Reply(
        HttpStatus.OK,
        MediaType.parse("text/plain; version=0.0.4; charset=utf-8"),
        HttpData.wrap(registry.scrape().getBytes(StandardCharsets.UTF_8)));
  }

  private static Stream<MultiGauge.Row<Number>> outcomes(ForwardState state) {
    return Stream.of(
            Map.entry("sent", state.sent()),
            Map.entry("dropped", state.dropped()),
            Map.entry("refused", state.refused()),
            Map.entry("unmatched", state.unmatched()))
        .map(
            outcome ->
                MultiGauge.Row.of(
                    Tags.of("target", state.target().name(), "outcome", outcome.getKey()),
                    outcome.getValue()));
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}

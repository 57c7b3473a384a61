// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import static dev.clew.benchmarks.Table.decimal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What many active series cost, and how many points a server takes.
@Command(
    name = "metrics",
    description = "Sends points of many series and reports throughput, waiting, CPU and memory.",
    mixinStandardHelpOptions = true)
final class MetricBenchmark implements Callable<Integer> {

  @Mixin private ServerUnderTest.Options server = new ServerUnderTest.Options();

  @Option(names = "--series", description = "Active ones; default ${DEFAULT-VALUE}.")
  private int series = 1_000_000;

  @Option(names = "--points", description = "Per request; default ${DEFAULT-VALUE}.")
  private int points = 1_000;

  @Option(names = "--connections", description = "Default ${DEFAULT-VALUE}.")
  private int connections = 4;

  @Option(names = "--rate", description = "Points per second; 0 = as fast as possible.")
  private long rate;

  @Option(
      names = "--seconds",
      description = "After every series came once; default ${DEFAULT-VALUE}.")
  private int seconds = 30;

  @Override
  public Integer call() throws IOException {
    try (var target = server.open()) {
      long empty = target.figures().residentBytes();
      var senders = senders(target);
      var table =
          new Table(
              "phase",
              "series",
              "points/s",
              "MB/s",
              "ack p50 ms",
              "p99",
              "max",
              "server CPU µs/point",
              "RSS MB",
              "not 200");
      run(target, senders, "every series is new", table, true);
      run(target, senders, "every series is known", table, false);
      table.print();
      Table.say("RSS before the first point: %d MB".formatted(empty >> 20));
      for (var sender : senders) {
        sender.connection.close();
      }
      return 0;
    }
  }

  private List<Sender> senders(ServerUnderTest target) throws IOException {
    var senders = new ArrayList<Sender>();
    int instances = Math.max(connections, series / points);
    for (int i = 0; i < connections; i++) {
      var templates = new ArrayList<MetricTemplate>();
      for (int instance = i; instance < instances; instance += connections) {
        templates.add(new MetricTemplate(instance, points));
      }
      senders.add(new Sender(target.connectForMetrics(), templates));
    }
    return senders;
  }

  private void run(
      ServerUnderTest target, List<Sender> senders, String phase, Table table, boolean once) {
    var stop = new AtomicBoolean();
    var before = target.figures();
    long began = System.nanoTime();
    var threads = new ArrayList<Thread>();
    for (var sender : senders) {
      sender.reset();
      threads.add(
          Thread.ofPlatform().name("sender").start(() -> sender.send(once, stop, interval())));
    }
    if (!once) {
      Pause.seconds(seconds);
      stop.set(true);
    }
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    double elapsed = (System.nanoTime() - began) / 1e9;
    var after = target.figures();
    var latencies = new Latencies();
    long sent = 0;
    long bytes = 0;
    long refused = 0;
    for (var sender : senders) {
      latencies.addAll(sender.latencies);
      sent += sender.points;
      bytes += sender.bytes;
      refused += sender.refused;
    }
    table.row(
        phase,
        decimal(series, 0),
        decimal(sent / elapsed, 0),
        decimal(bytes / elapsed / 1e6, 1),
        latencies.quantile(0.5),
        latencies.quantile(0.99),
        latencies.quantile(1),
        decimal((after.cpuMs() - before.cpuMs()) * 1000.0 / Math.max(1, sent), 1),
        after.residentBytes() >> 20,
        refused);
  }

  /// Between two requests of one connection, in nanoseconds.
  private long interval() {
    return rate == 0 ? 0 : 1_000_000_000L * points * connections / rate;
  }

  private static final class Sender {
    private final ExportConnection connection;
    private final List<MetricTemplate> templates;
    private Latencies latencies = new Latencies();
    private long points;
    private long bytes;
    private long refused;

    Sender(ExportConnection connection, List<MetricTemplate> templates) {
      this.connection = connection;
      this.templates = templates;
    }

    void reset() {
      latencies = new Latencies();
      points = 0;
      bytes = 0;
      refused = 0;
    }

    /// @param once every template; otherwise again and again until `stop`
    void send(boolean once, AtomicBoolean stop, long intervalNs) {
      long due = System.nanoTime();
      try {
        for (int i = 0; !stop.get() && (!once || i < templates.size()); i++) {
          long began = intervalNs == 0 ? System.nanoTime() : due;
          Pause.untilNanos(began);
          send(templates.get(i % templates.size()), began);
          due += intervalNs;
        }
      } catch (IOException e) {
        Table.say("a connection ended: " + e.getMessage());
      }
    }

    private void send(MetricTemplate template, long began) throws IOException {
      var body = template.at(InstantSource.system().millis() * 1_000_000);
      int status = connection.send(body);
      while (Load.isBusy(status)) {
        refused++;
        Pause.seconds(Load.AFTER_REFUSAL_SECONDS);
        status = connection.send(body);
      }
      if (status != 200) {
        refused++;
        return;
      }
      latencies.add(System.nanoTime() - began);
      points += template.points();
      bytes += body.length;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import static dev.clew.benchmarks.Table.decimal;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How many spans a server takes, how long it lets senders wait, and what a span costs.
@Command(
    name = "load",
    description = "Sends spans and reports throughput, waiting, CPU, memory and disk.",
    mixinStandardHelpOptions = true)
final class LoadBenchmark implements Callable<Integer> {

  @Mixin private ServerUnderTest.Options server = new ServerUnderTest.Options();

  @Option(names = "--shape", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Shape shape = Shape.LEAN;

  @Option(names = "--connections", description = "Default ${DEFAULT-VALUE}.")
  private int connections = 4;

  @Option(names = "--spans", description = "Per request; default ${DEFAULT-VALUE}.")
  private int spans = 200;

  @Option(names = "--seconds", description = "That count; default ${DEFAULT-VALUE}.")
  private int seconds = 20;

  @Option(names = "--warm-up", description = "Seconds before that; default ${DEFAULT-VALUE}.")
  private int warmUp = 10;

  @Option(names = "--rate", description = "Spans per second; 0 = as fast as possible.")
  private long rate;

  @Option(names = "--grpc", description = "OTLP/gRPC instead of OTLP/HTTP.")
  private boolean overGrpc;

  @Override
  public Integer call() throws IOException {
    try (var target = server.open()) {
      long diskBefore = target.diskBytes();
      var plan = Load.Plan.endless(shape, connections, spans, rate, overGrpc);
      Load.Totals warm;
      Load.Totals measured;
      ProcessFigures before;
      ProcessFigures after;
      double elapsed;
      try (var load = Load.start(target, plan)) {
        Pause.seconds(warmUp);
        warm = load.totals();
        load.reset();
        before = target.figures();
        long began = System.nanoTime();
        Pause.seconds(seconds);
        measured = load.totals();
        after = target.figures();
        elapsed = (System.nanoTime() - began) / 1e9;
      }
      Table.say("waiting for merges");
      long all = Math.max(1, warm.spans() + measured.spans());
      long disk = target.settledDiskBytes() - diskBefore;
      long counted = Math.max(1, measured.spans());
      new Table(
              "shape",
              "sent over",
              "rate",
              "bytes/span",
              "spans/s",
              "MB/s",
              "ack p50 ms",
              "p95",
              "p99",
              "max",
              "server CPU µs/span",
              "RSS MB",
              "disk B/span",
              "not 200")
          .row(
              shape.name().toLowerCase(Locale.ROOT),
              (overGrpc ? "gRPC × " : "HTTP × ") + connections + " × " + spans,
              rate == 0 ? "max" : decimal((double) rate, 0),
              decimal((double) measured.bytes() / counted, 0),
              decimal(measured.spans() / elapsed, 0),
              decimal(measured.bytes() / elapsed / 1e6, 1),
              measured.latencies().quantile(0.5),
              measured.latencies().quantile(0.95),
              measured.latencies().quantile(0.99),
              measured.latencies().quantile(1),
              decimal((after.cpuMs() - before.cpuMs()) * 1000.0 / counted, 1),
              after.residentBytes() >> 20,
              decimal((double) disk / all, 0),
              warm.refused() + measured.refused())
          .print();
      return 0;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long a chart of a metric over many days takes.
@Command(
    name = "metric-query",
    description = "Stores days of points, then measures queries by the minute.",
    mixinStandardHelpOptions = true)
final class MetricQueryBenchmark implements Callable<Integer> {

  private static final int POINTS_PER_REQUEST = 5_000;

  @Mixin private ServerUnderTest.Options server = new ServerUnderTest.Options();

  @Option(names = "--series", description = "Default ${DEFAULT-VALUE}.")
  private int series = 50;

  @Option(names = "--days", description = "Default ${DEFAULT-VALUE}.")
  private int days = 7;

  @Option(names = "--every", description = "Seconds between points; default ${DEFAULT-VALUE}.")
  private int every = 15;

  @Option(names = "--tries", description = "Default ${DEFAULT-VALUE}.")
  private int tries = 20;

  @Option(names = "--settle", description = "Seconds after filling; default ${DEFAULT-VALUE}.")
  private int settleSeconds = 15;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var target = server.open()) {
      fill(target);
      Pause.seconds(settleSeconds);
      var table = new Table("query", "p50 ms", "p95 ms", "max ms", "answer KB", "status");
      for (var question :
          List.of(
              "metric=bench.gauge&agg=avg",
              "metric=bench.gauge&agg=max",
              "metric=bench.gauge&agg=last",
              "metric=bench.gauge&agg=p95",
              "metric=bench.gauge&agg=avg&group_by=attr.instance",
              "metric=bench.counter&agg=rate",
              "metric=bench.counter&agg=rate&group_by=attr.instance")) {
        measure(target, question, table);
      }
      table.print();
      return 0;
    }
  }

  /// A gauge, and a counter that now and then begins again.
  private void fill(ServerUnderTest target) throws IOException {
    long end = InstantSource.system().millis() / 1000;
    long begin = end - days * 86_400L;
    try (var connection = target.connectForMetrics()) {
      for (int i = 0; i < series; i++) {
        var random = new Random(i);
        double total = 0;
        var batch = new ArrayList<double[]>();
        for (long at = begin; at < end; at += every) {
          total = random.nextInt(5_000) == 0 ? 0 : total + random.nextInt(20);
          batch.add(new double[] {at, 50 + 10 * random.nextGaussian(), total});
          if (batch.size() == POINTS_PER_REQUEST || at + every >= end) {
            send(connection, i, batch);
            batch.clear();
          }
        }
      }
    }
    Table.say("stored %,d points".formatted(2L * series * days * 86_400 / every));
  }

  private static void send(ExportConnection connection, int instance, List<double[]> batch)
      throws IOException {
    var request = ExportMetricsServiceRequest.newBuilder();
    var resource = request.addResourceMetricsBuilder();
    resource.getResourceBuilder().addAttributes(MetricTemplate.text("service.name", "shop"));
    var scope = resource.addScopeMetricsBuilder();
    var gauge = scope.addMetricsBuilder().setName("bench.gauge").getGaugeBuilder();
    batch.forEach(one -> gauge.addDataPoints(point(instance, one[0], one[1])));
    var sum = scope.addMetricsBuilder().setName("bench.counter").getSumBuilder();
    sum.setIsMonotonic(true)
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    batch.forEach(one -> sum.addDataPoints(point(instance, one[0], one[2])));
    connection.store(request.build().toByteArray());
  }

  private static NumberDataPoint point(int instance, double seconds, double value) {
    return NumberDataPoint.newBuilder()
        .addAttributes(MetricTemplate.text("instance", "i" + instance))
        .setTimeUnixNano((long) (seconds * 1e9))
        .setAsDouble(value)
        .build();
  }

  private void measure(ServerUnderTest target, String question, Table table)
      throws IOException, InterruptedException {
    var latencies = new Latencies();
    int bytes = 0;
    int status = 0;
    var path = "/api/v1/metrics/query?%s&step=1m&from=now-%dd".formatted(question, days);
    // The first three warm the path up.
    for (int i = -3; i < tries; i++) {
      long began = System.nanoTime();
      var answer =
          http.send(HttpRequest.newBuilder(target.api(path)).build(), BodyHandlers.ofByteArray());
      if (i >= 0) {
        latencies.add(System.nanoTime() - began);
      }
      bytes = answer.body().length;
      status = answer.statusCode();
    }
    table.row(
        question,
        latencies.quantile(0.5),
        latencies.quantile(0.95),
        latencies.quantile(1),
        Table.decimal(bytes / 1e3, 1),
        status);
  }
}

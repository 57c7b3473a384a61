// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import static dev.clew.benchmarks.Table.decimal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How soon a server takes its first span, and what it uses while it has nothing to do.
@Command(
    name = "start",
    description =
        "Starts a server several times with the launcher; reports time to the first span, idle RSS and CPU.",
    mixinStandardHelpOptions = true)
final class StartBenchmark implements Callable<Integer> {

  @Option(names = "--tries", description = "Default ${DEFAULT-VALUE}.")
  private int tries = 5;

  @Option(names = "--idle", description = "Seconds; default ${DEFAULT-VALUE}.")
  private int idleSeconds = 20;

  @Option(names = "--data", description = "A folder with data; default: a new one for each try.")
  private @Nullable Path data;

  @Override
  public Integer call() throws IOException {
    var template = new RequestTemplate(new LoadSpans(Shape.LEAN, 1).request(1));
    var toFirstSpan = new Latencies();
    String idle = "–";
    String resident = "–";
    for (int i = 1; i <= tries; i++) {
      var folder = data == null ? Files.createTempDirectory("clew-benchmark-") : data;
      long began = System.nanoTime();
      try (var server = ServerUnderTest.launch(folder);
          var connection = server.connect(false)) {
        long now = InstantSource.system().millis() * 1_000_000;
        int status = connection.send(template.at(now / 1_000_000_000, now));
        if (status != 200) {
          throw new IOException("the first span was answered with " + status);
        }
        toFirstSpan.add(System.nanoTime() - began);
        if (i == tries) {
          Pause.seconds(idleSeconds);
          var before = server.figures();
          Pause.seconds(idleSeconds);
          var after = server.figures();
          idle = decimal((after.cpuMs() - before.cpuMs()) / 10.0 / idleSeconds, 1);
          resident = Long.toString(after.residentBytes() >> 20);
        }
      }
    }
    new Table(
            "tries", "start to first span p50 ms", "max ms", "idle RSS MB", "idle CPU % of a core")
        .row(tries, toFirstSpan.quantile(0.5), toFirstSpan.quantile(1), resident, idle)
        .print();
    return 0;
  }
}

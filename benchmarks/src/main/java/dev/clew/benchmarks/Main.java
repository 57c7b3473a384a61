// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The command line of the benchmarks; `benchmarks/run` starts it. Every benchmark prints a table
/// in Markdown.
@Command(
    name = "benchmarks/run",
    description = "Measures Clew.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LoadBenchmark.class,
      QueryBenchmark.class,
      DashboardBenchmark.class,
      MetricBenchmark.class,
      MetricQueryBenchmark.class,
      StartBenchmark.class
    })
public final class Main {

  private Main() {}

  /// Runs a benchmark and ends the process.
  public static void main(String[] arguments) {
    var microBenchmarks =
        new CommandLine(new MicroBenchmarks()).setUnmatchedOptionsArePositionalParams(true);
    System.exit(new CommandLine(new Main()).addSubcommand(microBenchmarks).execute(arguments));
  }

  /// `jmh`: the options are JMH's own.
  @Command(name = "jmh", description = "Runs the JMH benchmarks; the options are JMH's.")
  static final class MicroBenchmarks implements Callable<Integer> {

    @Parameters(arity = "0..*")
    private String[] options = {};

    @Override
    public Integer call() throws IOException {
      org.openjdk.jmh.Main.main(options);
      return 0;
    }
  }
}

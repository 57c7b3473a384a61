// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `clew verify`. Exit codes: 0 everything is as it was sent, 1 something is not, 2 the server does
/// not answer.
@Command(
    name = "verify",
    description = "Writes canary traces to a running server, reads them back and compares.",
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {

  private static final int PROBLEMS = 1;
  private static final int UNREACHABLE = 2;

  @Option(names = "--url", description = "UI and API; default ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://127.0.0.1:2539");

  @Option(names = "--otlp", description = "OTLP/HTTP; default ${DEFAULT-VALUE}.")
  private URI otlp = URI.create("http://127.0.0.1:4318");

  @Option(names = "--grpc", description = "OTLP/gRPC; default ${DEFAULT-VALUE}.")
  private URI grpc = URI.create("http://127.0.0.1:4317");

  @Option(names = "--key", description = "An admin key, where the server needs keys.")
  private @Nullable String key;

  @Option(names = "--seconds", description = "Repeat for this long; default: one round.")
  private int seconds;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("started without a command line");
    }
    var out = spec.commandLine().getOut();
    var checks = new Checks(out);
    try {
      var verification =
          new Verification(
              new Api(url, key),
              new OtlpSender(otlp, grpc, key),
              new CanaryWriter(RandomGenerator.getDefault()),
              InstantSource.system(),
              checks);
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      do {
        verification.round();
      } while (System.nanoTime() < end);
    } catch (UnreachableException e) {
      spec.commandLine().getErr().println("clew: " + e.getMessage());
      return UNREACHABLE;
    }
    checks.summary();
    return checks.hasFailed() ? PROBLEMS : 0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A server in a process of its own, as its users run it, on free ports: something that can be
/// killed.
public final class ServerProcess implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("clew ready http=(\\d+) otlp-http=(\\d+) otlp-grpc=(\\d+) data=.*");

  private final Process process;
  private final int httpPort;
  private final int otlpHttpPort;
  private final int otlpGrpcPort;

  private ServerProcess(Process process, int httpPort, int otlpHttpPort, int otlpGrpcPort) {
    this.process = process;
    this.httpPort = httpPort;
    this.otlpHttpPort = otlpHttpPort;
    this.otlpGrpcPort = otlpGrpcPort;
  }

  /// Starts a server on `data` and waits until it accepts data. Its log goes to the log of the
  /// tests.
  public static ServerProcess start(Path data) {
    return start(data, Map.of());
  }

  /// @param environment further settings, such as `CLEW_ANALYSIS_QUIET_AFTER`
  public static ServerProcess start(Path data, Map<String, String> environment) {
    return untilReady(launch(data, environment, ProcessBuilder.Redirect.INHERIT));
  }

  /// @param configuration a YAML file
  public static ServerProcess startConfigured(
      Path data, Path configuration, Map<String, String> environment) {
    var builder = launch(data, environment, ProcessBuilder.Redirect.INHERIT);
    builder.command().addAll(List.of("--config", configuration.toString()));
    return untilReady(builder);
  }

  /// Starts a server as a user does, with the launcher of the repository at `root`, which must have
  /// been built.
  public static ServerProcess startWithLauncher(Path root, Path data) {
    return untilReady(
        configured(
            new ProcessBuilder(root.resolve("clew").toString(), "up", "--data", data.toString()),
            Map.of(),
            ProcessBuilder.Redirect.INHERIT));
  }

  private static ServerProcess untilReady(ProcessBuilder builder) {
    try {
      var process = builder.start();
      var out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      var line = out.readLine();
      var ready = READY.matcher(line == null ? "" : line);
      if (!ready.matches()) {
        throw new IllegalStateException(
            "the server did not start; it said: %s, exit code %s"
                .formatted(line, process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : "?"));
      }
      return new ServerProcess(
          process,
          Integer.parseInt(ready.group(1)),
          Integer.parseInt(ready.group(2)),
          Integer.parseInt(ready.group(3)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// What a start that must fail answers: its exit code and what it wrote to standard error.
  public record Failure(int exitCode, String message) {}

  /// Starts a server that is expected to refuse.
  ///
  /// @param arguments of `clew up`, after `--data`
  public static Failure startAndFail(
      Path data, Map<String, String> environment, String... arguments) {
    try {
      var builder = launch(data, environment, ProcessBuilder.Redirect.PIPE);
      for (var argument : arguments) {
        builder.command().add(argument);
      }
      var process = builder.start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the server started or hangs (expected: to refuse)");
      }
      var message = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Failure(process.exitValue(), message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ProcessBuilder launch(
      Path data, Map<String, String> environment, ProcessBuilder.Redirect errors) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            System.getProperty("clew.test.server-heap", "-Xmx1g"),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.clew.app.Main",
            "up",
            "--data",
            data.toString());
    return configured(builder, environment, errors);
  }

  private static ProcessBuilder configured(
      ProcessBuilder builder, Map<String, String> environment, ProcessBuilder.Redirect errors) {
    var settings = new HashMap<String, String>();
    settings.put("CLEW_HTTP_PORT", "0");
    settings.put("CLEW_OTLP_HTTP_PORT", "0");
    settings.put("CLEW_OTLP_GRPC_PORT", "0");
    settings.put("CLEW_ENGINE_LIBRARY", TestEngine.library().toString());
    settings.put("CLEW_ENGINE_MEMORY_BYTES", Long.toString(2L << 30));
    settings.putAll(environment);
    builder.environment().putAll(settings);
    builder.redirectError(errors);
    return builder;
  }

  public URI api(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  public URI otlp(String path) {
    return URI.create("http://127.0.0.1:" + otlpHttpPort + path);
  }

  public URI grpc() {
    return URI.create("http://127.0.0.1:" + otlpGrpcPort);
  }

  /// SIGKILL: the process gets no chance to write anything.
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /// SIGTERM, and waits for the end.
  ///
  /// @return the exit code
  public int stop() {
    process.destroy();
    return await();
  }

  private int await() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the server did not end within 60 s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }
}

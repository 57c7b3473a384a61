// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import dev.clew.testkit.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The server that is measured: one that runs already, or one that is started for it.
final class ServerUnderTest implements AutoCloseable {

  private static final int SETTLE_SECONDS = 10;
  private static final int MAX_SETTLE_SECONDS = 60;

  private final @Nullable ServerProcess own;
  private final URI api;
  private final URI otlp;
  private final URI grpc;
  private final long pid;
  private final @Nullable Path data;

  private ServerUnderTest(
      @Nullable ServerProcess own, URI api, URI otlp, URI grpc, long pid, @Nullable Path data) {
    this.own = own;
    this.api = api;
    this.otlp = otlp;
    this.grpc = grpc;
    this.pid = pid;
    this.data = data;
  }

  /// Which server; shared by the benchmarks.
  static final class Options {

    @Option(
        names = "--data",
        description = "Start a server on this folder (default: a new one), or where it keeps data.")
    private @Nullable Path data;

    @Option(
        names = "--otlp",
        description =
            "OTLP/HTTP of a server that runs, not necessarily Clew; may have a path other than /v1/traces.")
    private @Nullable URI otlp;

    @Option(names = "--url", description = "Its UI and API; default ${DEFAULT-VALUE}.")
    private URI url = URI.create("http://127.0.0.1:2539");

    @Option(names = "--grpc-url", description = "Its OTLP/gRPC; default ${DEFAULT-VALUE}.")
    private URI grpc = URI.create("http://127.0.0.1:4317");

    @Option(names = "--pid", description = "Its process id, for CPU and memory.")
    private long pid;

    ServerUnderTest open() throws IOException {
      if (otlp != null) {
        return new ServerUnderTest(null, url, otlp, grpc, pid, data);
      }
      var folder = data == null ? Files.createTempDirectory("clew-benchmark-") : data;
      return start(folder);
    }
  }

  static ServerUnderTest start(Path data) {
    Table.say("starting a server on " + data);
    return of(ServerProcess.start(data, Map.of()), data);
  }

  /// A server as the launcher starts it: with its heap and its classes linked ahead of time.
  static ServerUnderTest launch(Path data) {
    Table.say("launching a server on " + data);
    var root = Path.of(System.getProperty("clew.root", "."));
    return of(ServerProcess.startWithLauncher(root, data), data);
  }

  private static ServerUnderTest of(ServerProcess server, Path data) {
    return new ServerUnderTest(
        server, server.api("/"), server.otlp("/"), server.grpc(), youngestChild(), data);
  }

  private static long youngestChild() {
    return ProcessHandle.current()
        .children()
        .max(Comparator.comparing(child -> child.info().startInstant().orElse(Instant.EPOCH)))
        .orElseThrow()
        .pid();
  }

  URI api(String pathAndQuery) {
    return api.resolve(pathAndQuery);
  }

  ExportConnection connect(boolean overGrpc) throws IOException {
    return overGrpc ? new GrpcConnection(grpc) : new SocketConnection(otlp);
  }

  ExportConnection connectForMetrics() throws IOException {
    return new SocketConnection(otlp.resolve("/v1/metrics"));
  }

  ProcessFigures figures() {
    return ProcessFigures.of(pid);
  }

  /// What the data folder takes on disk; 0 when it is not known.
  long diskBytes() throws IOException {
    return data == null ? 0 : DiskUsage.bytes(data);
  }

  /// Waits until the disk changes no more, for a minute at most.
  ///
  /// @return what the data folder takes then
  long settledDiskBytes() throws IOException {
    long before = diskBytes();
    for (int waited = 0; waited < MAX_SETTLE_SECONDS; waited += SETTLE_SECONDS) {
      Pause.seconds(SETTLE_SECONDS);
      long now = diskBytes();
      if (Math.abs(now - before) <= before / 100) {
        return now;
      }
      before = now;
    }
    Table.say("the disk still changes after " + MAX_SETTLE_SECONDS + " s");
    return before;
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.admin.ApiKey;
import dev.clew.admin.Keys;
import dev.clew.admin.Metadata;
import dev.clew.config.Config;
import dev.clew.engine.DataFolder;
import dev.clew.engine.EmbeddedClickHouse;
import dev.clew.engine.EngineConfig;
import dev.clew.http.EarlyRefusals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of a server: start in order, serve, stop in reverse.
public final class Server implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Server.class);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final DataFolder folder;
  private final EmbeddedClickHouse clickHouse;
  private final Metadata metadata;
  private final Wiring wiring;
  private final com.linecorp.armeria.server.Server http;

  private Server(
      DataFolder folder,
      EmbeddedClickHouse clickHouse,
      Metadata metadata,
      Wiring wiring,
      com.linecorp.armeria.server.Server http) {
    this.folder = folder;
    this.clickHouse = clickHouse;
    this.metadata = metadata;
    this.wiring = wiring;
    this.http = http;
  }

  /// Starts everything; when this returns, data is accepted.
  ///
  /// @throws RuntimeException with a sentence for the user when the data folder is in use or a port
  ///   is busy
  public static Server start(Config config, InstantSource clock) {
    long started = System.nanoTime();
    var opened = new ArrayDeque<AutoCloseable>();
    try {
      var folder = DataFolder.open(config.dataDir());
      opened.push(folder);
      var clickHouse = EmbeddedClickHouse.open(engine(config));
      opened.push(clickHouse);
      var metadata = Metadata.open(config.dataDir().resolve("clew.db"));
      opened.push(metadata);
      var keys = new Keys(metadata, !config.listen().isLoopback(), clock);
      var wiring = new Wiring(config, clickHouse, metadata, keys, clock);
      opened.push(wiring);
      var http = listen(config, wiring);
      wiring.start(port(http, 0), port(http, 1), port(http, 2));
      issueFirstKeys(keys);
      log.info(
          "Clew {} is ready in {} ms: ClickHouse {} in {}, UI and API on {}:{}, OTLP/HTTP on {}, OTLP/gRPC on {}",
          Version.VERSION,
          (System.nanoTime() - started) / 1_000_000,
          clickHouse.version(),
          config.dataDir(),
          config.listen().bind(),
          port(http, 0),
          port(http, 1),
          port(http, 2));
      return new Server(folder, clickHouse, metadata, wiring, http);
    } catch (IOException e) {
      closeAll(opened);
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      closeAll(opened);
      throw e;
    }
  }

  /// What a start that failed has opened, the last first: a process that exits while the engine's
  /// threads run may crash instead of saying what was wrong.
  private static void closeAll(ArrayDeque<AutoCloseable> opened) {
    for (var one : opened) {
      try {
        one.close();
      } catch (Exception e) {
        log.warn("not closed after a failed start: {}", e.toString());
      }
    }
  }

  private static EngineConfig engine(Config config) {
    var sized = EngineConfig.sized(config.dataDir(), config.engine().library());
    return config.engine().memoryBytes() == 0
        ? sized
        : new EngineConfig(
            sized.dataDir(),
            sized.library(),
            config.engine().memoryBytes(),
            sized.cores(),
            sized.queryConnections());
  }

  private static com.linecorp.armeria.server.Server listen(Config config, Wiring wiring) {
    var builder = com.linecorp.armeria.server.Server.builder();
    for (int port :
        new int[] {
          config.listen().httpPort(), config.listen().otlpHttpPort(), config.listen().otlpGrpcPort()
        }) {
      builder.port(new InetSocketAddress(config.listen().bind(), port), SessionProtocol.HTTP);
    }
    configure(builder, config);
    wiring.bind(builder);
    var http = builder.build();
    try {
      http.start().join();
    } catch (CompletionException e) {
      throw new StartException(
          "cannot listen on %s: %s (another server? choose other ports with CLEW_HTTP_PORT, CLEW_OTLP_HTTP_PORT, CLEW_OTLP_GRPC_PORT)"
              .formatted(
                  config.listen().bind(), e.getCause() == null ? e : e.getCause().getMessage()),
          e);
    }
    return http;
  }

  private static void configure(ServerBuilder builder, Config config) {
    builder
        .maxRequestLength(config.ingest().maxRequestBytes() + 1024)
        .requestTimeout(Duration.ofSeconds(60))
        .idleTimeout(Duration.ofMinutes(5))
        .http1MaxHeaderSize(64 << 10)
        .errorHandler(new EarlyRefusals())
        // What clients do wrong is told to them; it is no news for the log.
        .unloggedExceptionsReportInterval(Duration.ZERO)
        .gracefulShutdownTimeout(Duration.ofMillis(200), DRAIN);
  }

  /// Ports in the order in which they were asked for.
  private static int port(com.linecorp.armeria.server.Server http, int index) {
    return http.config().ports().size() > index
        ? http.activePorts().keySet().stream().mapToInt(InetSocketAddress::getPort).toArray()[index]
        : 0;
  }

  /// Where keys are required, the first ones must come from somewhere; they are shown once.
  private static void issueFirstKeys(Keys keys) {
    if (keys.isRequired() && keys.list().isEmpty()) {
      var admin = keys.issue("first admin key", ApiKey.Type.ADMIN, "default");
      var ingest = keys.issue("first ingest key", ApiKey.Type.INGEST, "default");
      log.info("keys are required on this address; these are shown only now:");
      log.info("  admin:  {}", admin.secret());
      log.info("  ingest: {}", ingest.secret());
    }
  }

  public Path dataDir() {
    return folder.path();
  }

  public int httpPort() {
    return wiring.ports().http();
  }

  public int otlpHttpPort() {
    return wiring.ports().otlpHttp();
  }

  public int otlpGrpcPort() {
    return wiring.ports().otlpGrpc();
  }

  /// Stops accepting, stores everything acknowledged, closes the engine.
  @Override
  public void close() {
    long started = System.nanoTime();
    http.stop().join();
    wiring.close();
    clickHouse.close();
    metadata.close();
    folder.close();
    log.info("stopped in {} ms", (System.nanoTime() - started) / 1_000_000);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/// The effective settings of a server. `docs/configuration.md` describes each.
public record Config(
    Path dataDir,
    Listen listen,
    Ingest ingest,
    Analysis analysis,
    Engine engine,
    Path webDir,
    Browser browser,
    Alerts alerts,
    List<ScrapeJob> scrape,
    List<ForwardTarget> forward) {

  public Config {
    scrape = List.copyOf(scrape);
    forward = List.copyOf(forward);
  }

  /// @param bind address of all ports; anything but loopback needs keys
  /// @param httpPort UI and API; 0 = any free one, as for the others
  /// @param allowedHosts Host headers that are accepted besides loopback names and `bind`; guards
  ///   against DNS rebinding
  public record Listen(
      String bind, int httpPort, int otlpHttpPort, int otlpGrpcPort, List<String> allowedHosts) {

    public Listen {
      allowedHosts = List.copyOf(allowedHosts);
    }

    public boolean isLoopback() {
      return bind.equals("localhost") || bind.equals("::1") || bind.startsWith("127.");
    }
  }

  /// @param maxRequestBytes before and after decompression
  /// @param maxBacklogBytes of requests in memory; beyond it senders are asked to come back
  /// @param maxSeries active metric series of one project
  public record Ingest(long maxRequestBytes, long maxBacklogBytes, int maxSeries) {}

  /// @param quietAfter a trace whose root has ended is complete when nothing came for this long
  /// @param quietWithoutRoot likewise for a trace whose root never came
  public record Analysis(Duration quietAfter, Duration quietWithoutRoot) {}

  /// @param memoryBytes ceiling of ClickHouse's memory; 0 = a third of the machine
  /// @param library libchdb
  public record Engine(long memoryBytes, Path library) {}

  /// @param publicUrl of the web UI, for links in notifications; empty = http://localhost:PORT
  /// @param privateTargets whether channels may be in private networks
  /// @param trusted certificates that channels are trusted by, besides those that the JVM trusts
  public record Alerts(String publicUrl, boolean privateTargets, List<X509Certificate> trusted) {

    public Alerts {
      trusted = List.copyOf(trusted);
    }
  }

  /// @param origins whose pages may send
  /// @param requestsPerSecond of each public key
  public record Browser(List<String> origins, int requestsPerSecond) {

    public Browser {
      origins = List.copyOf(origins);
    }
  }
}

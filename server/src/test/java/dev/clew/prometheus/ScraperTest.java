// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.clew.config.ScrapeJob;
import dev.clew.config.ScrapeJob.Relabel;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.IngestReply;
import dev.clew.model.MetricBatch;
import dev.clew.model.PointValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScraperTest {

  @TempDir private Path folder;
  private final List<MetricBatch> stored = new ArrayList<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "";

  ScraperTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/metrics",
        exchange -> {
          var bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private IngestReply store(ExportRequest<MetricBatch> request) {
    var batch = request.decoder().decode("p", request.body());
    stored.add(batch);
    return new IngestReply(batch.metrics().size(), 0, batch.rejections(), 0);
  }

  private String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private ScrapeJob job(List<String> targets, List<Path> files, Relabel... rules) {
    return new ScrapeJob(
        "vllm",
        "default",
        Duration.ofSeconds(15),
        Duration.ofSeconds(5),
        "http",
        "/metrics",
        targets,
        Map.of("env", "prod"),
        files,
        List.of(rules));
  }

  private Scraper.Result scrape(ScrapeJob job) {
    try (var scraper =
        new Scraper(
            List.of(job), this::store, new ScrapeDecoder(), 1 << 20, InstantSource.system())) {
      var target = Target.of(job, address(), Map.of());
      return scraper.scrape(Objects.requireNonNull(target));
    }
  }

  private double value(String metric) {
    var found =
        stored.getLast().metrics().stream()
            .filter(m -> m.name().equals(metric))
            .findFirst()
            .orElseThrow();
    return found.points().getFirst().value() instanceof PointValue.Scalar(var value)
        ? value
        : Double.NaN;
  }

  @Test
  void storesWhatATargetSaysAndThatItIsUp() {
    answer = "vllm:num_requests_running{model_name=\"m\"} 3\n";
    var result = scrape(job(List.of(), List.of()));
    assertThat(result.up()).isTrue();
    assertThat(result.error()).isNull();
    assertThat(result.samples()).isEqualTo(1);
    assertThat(value("vllm:num_requests_running")).isEqualTo(3);
    assertThat(value("up")).isEqualTo(1);
    assertThat(value("scrape_samples_scraped")).isEqualTo(1);
    var attributes = stored.getLast().metrics().getFirst().points().getFirst().attributes();
    assertThat(attributes.text("job")).isEqualTo("vllm");
    assertThat(attributes.text("instance")).isEqualTo(address());
    assertThat(attributes.text("env")).isEqualTo("prod");
  }

  @Test
  void aTargetThatFailsIsDownAndSaysWhy() {
    status = 503;
    var result = scrape(job(List.of(), List.of()));
    assertThat(result.up()).isFalse();
    assertThat(result.error()).contains("503");
    assertThat(value("up")).isZero();
    server.stop(0);
    assertThat(scrape(job(List.of(), List.of())).error()).isNotBlank();
  }

  @Test
  void aTargetThatTalksNonsenseSaysWhichLine() {
    answer = "good 1\nnonsense {{{\n";
    var result = scrape(job(List.of(), List.of()));
    assertThat(result.up()).isTrue();
    assertThat(result.error()).contains("line 2");
    assertThat(value("good")).isEqualTo(1);
  }

  @Test
  void filesListFurtherTargetsAndKeepTheLastGoodOnes() throws IOException {
    var file = folder.resolve("a.json");
    Files.writeString(file, "[{\"targets\":[\"h1:1\",\"h2:1\"],\"labels\":{\"zone\":\"z\"}}]");
    Files.writeString(folder.resolve("b.yaml"), "- targets: [h3:1]\n");
    var files = new TargetFiles();
    var job = job(List.of("h0:1"), List.of(folder.resolve("*.*")));
    assertThat(files.targets(job))
        .extracting(target -> target.labels().get("instance"))
        .containsExactly("h0:1", "h1:1", "h2:1", "h3:1");
    Files.writeString(file, "[{broken");
    assertThat(files.targets(job)).hasSize(4);
  }

  @Test
  void rulesKeepDropAndReplace() {
    var drop = rule(Relabel.Action.DROP, "env", "prod", "");
    assertThat(Target.of(job(List.of(), List.of(), drop), "h:1", Map.of())).isNull();
    var keep = rule(Relabel.Action.KEEP, "env", "prod", "");
    var host = rule(Relabel.Action.REPLACE, "__address__", "(.*):.*", "host");
    var target = Target.of(job(List.of(), List.of(), keep, host), "h:1", Map.of());
    assertThat(Objects.requireNonNull(target).labels())
        .isEqualTo(Map.of("env", "prod", "job", "vllm", "instance", "h:1", "host", "h"));
  }

  private static Relabel rule(Relabel.Action action, String source, String regex, String target) {
    return new Relabel(action, List.of(source), ";", Pattern.compile(regex), target, "$1");
  }
}

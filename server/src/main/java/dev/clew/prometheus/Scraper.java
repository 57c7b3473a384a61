// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import dev.clew.config.ScrapeJob;
import dev.clew.ingest.Decoder;
import dev.clew.ingest.Decompression;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.ingest.IngestReply;
import dev.clew.model.AppException;
import dev.clew.model.MetricBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks the configured targets for their metrics, each at its interval, and hands what they say to
/// the line. A target that fails says so itself: `up` is 0, and its last error is kept.
public final class Scraper implements AutoCloseable {

  private static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.7,*/*;q=0.1";
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration LOOK_FOR_TARGETS = Duration.ofSeconds(15);

  private final List<ScrapeJob> jobs;
  private final Function<ExportRequest<MetricBatch>, IngestReply> line;
  private final Decoder<MetricBatch> decoder;
  private final long maxBytes;
  private final InstantSource clock;
  private final TargetFiles files = new TargetFiles();
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final Map<Target, State> states = new ConcurrentHashMap<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("scraper").factory());
  private Instant lookedAt = Instant.MIN;

  /// @param line stores a scrape; the key of a request is the name of its project
  /// @param maxBytes of an answer
  public Scraper(
      List<ScrapeJob> jobs,
      Function<ExportRequest<MetricBatch>, IngestReply> line,
      Decoder<MetricBatch> decoder,
      long maxBytes,
      InstantSource clock) {
    this.jobs = List.copyOf(jobs);
    this.line = line;
    this.decoder = decoder;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /// How the last scrape of a target went.
  ///
  /// @param time `null` before the first
  /// @param error `null` when there was none
  public record Result(
      @Nullable Instant time, boolean up, double seconds, int samples, @Nullable String error) {}

  /// A target and how its last scrape went.
  public record Status(
      String job, String project, String url, Map<String, String> labels, Result result) {}

  private static final class State {
    private volatile Result result = new Result(null, false, 0, 0, null);
    private Instant due;
    private volatile boolean running;

    State(Instant due) {
      this.due = due;
    }
  }

  public void start() {
    if (!jobs.isEmpty()) {
      var _ = ticker.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// The targets of a project.
  public List<Status> statuses(String project) {
    return states.entrySet().stream()
        .filter(one -> one.getKey().job().project().equals(project))
        .map(
            one ->
                new Status(
                    one.getKey().job().job(),
                    project,
                    one.getKey().url().toString(),
                    one.getKey().labels(),
                    one.getValue().result))
        .sorted((a, b) -> (a.job() + a.url()).compareTo(b.job() + b.url()))
        .toList();
  }

  private void tick() {
    var now = clock.instant();
    if (Duration.between(lookedAt, now).compareTo(LOOK_FOR_TARGETS) >= 0) {
      lookedAt = now;
      lookForTargets(now);
    }
    states.forEach(
        (target, state) -> {
          if (!state.running && !now.isBefore(state.due)) {
            state.running = true;
            state.due = now.plus(target.job().interval());
            workers.execute(
                () -> {
                  try {
                    state.result = scrape(target);
                  } finally {
                    state.running = false;
                  }
                });
          }
        });
  }

  /// New targets begin at different moments of their interval.
  private void lookForTargets(Instant now) {
    var all = new ArrayList<Target>();
    jobs.forEach(job -> all.addAll(files.targets(job)));
    states.keySet().retainAll(all);
    for (var target : all) {
      long spread = Math.floorMod(target.hashCode(), target.job().interval().toMillis());
      states.computeIfAbsent(target, _ -> new State(now.plusMillis(Math.min(spread, 3_000))));
    }
  }

  /// Scrapes once; never throws.
  Result scrape(Target target) {
    var began = clock.instant();
    byte[] text = {};
    boolean openMetrics = false;
    String error = null;
    try {
      var response = http.send(request(target), BodyHandlers.ofInputStream());
      openMetrics =
          response.headers().firstValue("content-type").orElse("").contains("openmetrics");
      text = body(response);
    } catch (IOException e) {
      error = told(e);
    } catch (AppException e) {
      error = e.detail();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      error = "the server is stopping";
    }
    double seconds = Duration.between(began, clock.instant()).toNanos() / 1e9;
    return store(target, began, seconds, text, openMetrics, error);
  }

  private static String told(IOException e) {
    if (e instanceof ConnectException) {
      return "nobody answers at this address";
    }
    if (e instanceof HttpTimeoutException) {
      return "no answer within the timeout";
    }
    var message = e.getMessage();
    return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
  }

  private static HttpRequest request(Target target) {
    return HttpRequest.newBuilder(target.url())
        .timeout(target.job().timeout())
        .header("accept", ACCEPT)
        .header("accept-encoding", "gzip")
        .header("user-agent", "clew")
        .build();
  }

  private byte[] body(HttpResponse<InputStream> response) throws IOException {
    try (var in = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("the target answered " + response.statusCode());
      }
      var bytes = new ByteArrayOutputStream();
      var chunk = new byte[16 << 10];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        bytes.write(chunk, 0, read);
        if (bytes.size() > maxBytes) {
          throw new IOException("the target answered more than " + maxBytes + " bytes");
        }
      }
      boolean gzip = response.headers().firstValue("content-encoding").orElse("").equals("gzip");
      var inflated =
          Decompression.inflate(
              ByteBuffer.wrap(bytes.toByteArray()),
              gzip ? Compression.GZIP : Compression.NONE,
              maxBytes);
      var text = new byte[inflated.remaining()];
      inflated.get(text);
      return text;
    }
  }

  private Result store(
      Target target,
      Instant began,
      double seconds,
      byte[] text,
      boolean openMetrics,
      @Nullable String error) {
    boolean up = error == null;
    var header =
        new ScrapeDecoder.Header(target.labels(), began.toEpochMilli(), seconds, up, openMetrics);
    var body = new ByteArrayOutputStream();
    body.writeBytes(header.encode());
    body.writeBytes(text);
    try {
      var reply =
          line.apply(
              new ExportRequest<>(
                  target.job().project(),
                  ByteBuffer.wrap(body.toByteArray()),
                  Compression.NONE,
                  decoder));
      return new Result(
          began,
          up,
          seconds,
          Math.max(0, reply.accepted() - 3),
          error == null && !reply.rejections().isEmpty() ? reply.message("sample") : error);
    } catch (AppException e) {
      return new Result(began, up, seconds, 0, "not stored: " + e.detail());
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    workers.shutdownNow();
    http.shutdownNow();
  }
}

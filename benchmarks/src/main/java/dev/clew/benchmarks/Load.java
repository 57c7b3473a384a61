// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Threads that send, each over its own connection, each with its own pool of templates.
final class Load implements AutoCloseable {

  private static final int POOL_BYTES = 160 << 20;
  private static final int POOL_REQUESTS = 128;

  /// Exporters wait for seconds; this keeps the server busy without drowning it in refusals.
  static final double AFTER_REFUSAL_SECONDS = 0.1;

  private final Plan plan;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Sender> senders = new ArrayList<>();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong sent = new AtomicLong();

  /// Request numbers of this run; spans of another run have other ids.
  private final long firstSequence = (long) new Random().nextInt(1 << 19) << 20;

  /// @param rate spans per second over all connections; 0 = as fast as the server answers
  /// @param maxRequests after which the load ends by itself
  /// @param spreadNs how far back in time the first request is; the last is now
  record Plan(
      Shape shape,
      int connections,
      int spansPerRequest,
      long rate,
      boolean overGrpc,
      long maxRequests,
      long spreadNs) {

    static Plan endless(Shape shape, int connections, int spans, long rate, boolean overGrpc) {
      return new Plan(shape, connections, spans, rate, overGrpc, Long.MAX_VALUE, 0);
    }
  }

  /// What was taken since the load began or since the last [Load#reset].
  ///
  /// @param refused answers other than 200; a busy server gets the same request again
  record Totals(long spans, long bytes, long refused, Latencies latencies) {}

  /// What OTLP says to send again.
  static boolean isBusy(int status) {
    return status == 429 || status == 503;
  }

  private Load(Plan plan) {
    this.plan = plan;
  }

  /// Encodes the requests first, then starts to send.
  static Load start(ServerUnderTest server, Plan plan) throws IOException {
    var load = new Load(plan);
    for (int i = 0; i < plan.connections(); i++) {
      load.senders.add(load.new Sender(i, load.templates(i), server.connect(plan.overGrpc())));
    }
    for (var sender : load.senders) {
      load.threads.add(Thread.ofPlatform().name("sender").start(sender));
    }
    return load;
  }

  private List<RequestTemplate> templates(int connection) {
    var spans = new LoadSpans(plan.shape(), connection);
    var pool = new ArrayList<RequestTemplate>();
    long bytes = 0;
    while (pool.size() < POOL_REQUESTS / plan.connections()
        && (pool.isEmpty() || bytes < POOL_BYTES / plan.connections())) {
      var request = spans.request(plan.spansPerRequest());
      bytes += request.getSerializedSize();
      pool.add(new RequestTemplate(request));
    }
    return pool;
  }

  /// The number of the request that was sent as the `index`th.
  long sequence(long index) {
    return firstSequence + index;
  }

  void reset() {
    senders.forEach(Sender::reset);
  }

  Totals totals() {
    long spans = 0;
    long bytes = 0;
    long refused = 0;
    var latencies = new Latencies();
    for (var sender : senders) {
      synchronized (sender) {
        spans += sender.spans;
        bytes += sender.bytes;
        refused += sender.refused;
        latencies.addAll(sender.latencies);
      }
    }
    return new Totals(spans, bytes, refused, latencies);
  }

  /// Waits until all of the plan's requests are sent.
  void await() {
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    stop.set(true);
    await();
  }

  private final class Sender implements Runnable {
    private final int number;
    private final List<RequestTemplate> templates;
    private final ExportConnection connection;
    private Latencies latencies = new Latencies();
    private long spans;
    private long bytes;
    private long refused;

    Sender(int number, List<RequestTemplate> templates, ExportConnection connection) {
      this.number = number;
      this.templates = templates;
      this.connection = connection;
    }

    synchronized void reset() {
      latencies = new Latencies();
      spans = 0;
      bytes = 0;
      refused = 0;
    }

    @Override
    public void run() {
      long interval =
          plan.rate() == 0
              ? 0
              : 1_000_000_000L * plan.spansPerRequest() * plan.connections() / plan.rate();
      long due = System.nanoTime() + interval * number / plan.connections();
      try (connection) {
        for (int i = 0; !stop.get(); i++) {
          long index = sent.getAndIncrement();
          if (index >= plan.maxRequests()) {
            return;
          }
          // With a rate, waiting behind a slow answer counts as latency.
          long began = interval == 0 ? System.nanoTime() : due;
          Pause.untilNanos(began);
          send(templates.get(i % templates.size()), index, began);
          due += interval;
        }
      } catch (IOException e) {
        Table.say("a connection ended: " + e.getMessage());
      }
    }

    private void send(RequestTemplate template, long index, long began) throws IOException {
      long timeNs = InstantSource.system().millis() * 1_000_000;
      if (plan.spreadNs() > 0) {
        timeNs -= (long) ((double) plan.spreadNs() * (1 - (double) index / plan.maxRequests()));
      }
      var body = template.at(sequence(index), timeNs);
      int status = connection.send(body);
      long since = began;
      while (isBusy(status) && !stop.get()) {
        countRefusal();
        Pause.seconds(AFTER_REFUSAL_SECONDS);
        // Without a rate there is no time at which the request should have been sent.
        since = plan.rate() == 0 ? System.nanoTime() : began;
        status = connection.send(body);
      }
      if (status == 200) {
        count(template.spans(), body.length, System.nanoTime() - since);
      } else {
        countRefusal();
      }
    }

    private synchronized void count(int newSpans, int newBytes, long tookNs) {
      latencies.add(tookNs);
      spans += newSpans;
      bytes += newBytes;
    }

    private synchronized void countRefusal() {
      refused++;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.server.Server;
import dev.clew.ingest.Decompression;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.IngestReply;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.RawBatch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Both receivers on a real server, in front of a line that decodes and remembers.
final class TestReceiver implements AutoCloseable {

  static final ReceiveLimits LIMITS =
      new ReceiveLimits(1 << 20, Duration.ofMillis(700), new ArrivingBytes(4 << 20));

  final List<RawBatch> batches = new CopyOnWriteArrayList<>();
  final List<ExportRequest<RawBatch>> requests = new CopyOnWriteArrayList<>();

  /// Signal, key and reason of each refusal.
  final List<String> refused = new CopyOnWriteArrayList<>();

  /// What the line does after decoding.
  volatile Function<RawBatch, IngestReply> then = TestReceiver::accept;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Server server;

  TestReceiver() {
    var intake =
        new OtlpIntake(
            TestReceiver::letIn,
            (signal, key, why) -> refused.add(signal + " of " + key + ": " + why.detail()),
            executor,
            LIMITS,
            List.of(
                new OtlpSignal<>(
                    OtlpSignal.Kind.TRACES, OtlpDecoders.traces(LIMITS), this::ingest)));
    var builder = Server.builder().http(0).gracefulShutdownTimeoutMillis(0, 0);
    new OtlpHttp(intake).addTo(builder);
    new OtlpGrpc(intake).addTo(builder);
    server = builder.build();
    server.start().join();
  }

  private static void letIn(@Nullable String key) {
    if ("stolen".equals(key)) {
      throw new AppException(ErrorCode.UNAUTHENTICATED, "this key is not valid");
    }
  }

  private IngestReply ingest(ExportRequest<RawBatch> request) {
    requests.add(request);
    var body = Decompression.inflate(request.body(), request.compression(), LIMITS.bodyBytes());
    var batch = request.decoder().decode("p", body);
    var reply = then.apply(batch);
    batches.add(batch);
    return reply;
  }

  static IngestReply accept(RawBatch batch) {
    return new IngestReply(batch.spans().size(), 0, batch.rejections(), batch.clipped());
  }

  /// For the next test: a server takes seconds to stop, so the tests of a class share one.
  void reset() {
    batches.clear();
    requests.clear();
    refused.clear();
    then = TestReceiver::accept;
  }

  int port() {
    return server.activeLocalPort();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  @Override
  public void close() {
    server.stop().join();
    executor.close();
  }
}

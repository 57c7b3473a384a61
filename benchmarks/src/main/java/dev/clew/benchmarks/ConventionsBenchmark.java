// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import dev.clew.model.RawBatch;
import dev.clew.model.SpanBatch;
import dev.clew.otlp.DecodeLimits;
import dev.clew.otlp.ProtobufDecoder;
import dev.clew.semconv.Conventions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// From spans as sent to canonical spans, per span.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ConventionsBenchmark {

  @Param({"LEAN", "GENAI", "FAT"})
  private String shape = "LEAN";

  private final Conventions conventions = new Conventions();
  private RawBatch batch = new RawBatch("default", List.of(), List.of(), 0, 0);

  /// Decodes one request.
  @Setup
  public void decode() {
    var body = new LoadSpans(Shape.valueOf(shape), 1).request(DecodeBenchmark.SPANS).toByteArray();
    batch = new ProtobufDecoder(DecodeLimits.DEFAULT).decode("default", ByteBuffer.wrap(body));
  }

  @Benchmark
  @OperationsPerInvocation(DecodeBenchmark.SPANS)
  public SpanBatch apply() {
    return conventions.apply(batch);
  }
}

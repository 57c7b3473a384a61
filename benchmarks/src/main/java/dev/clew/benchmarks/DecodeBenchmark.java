// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.clew.model.RawBatch;
import dev.clew.otlp.DecodeLimits;
import dev.clew.otlp.ProtobufDecoder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.nio.ByteBuffer;
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

/// From bytes to spans, per span: our cursor, and beside it protobuf-java, which only parses.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecodeBenchmark {

  static final int SPANS = 200;

  @Param({"LEAN", "GENAI", "FAT"})
  private String shape = "LEAN";

  private final ProtobufDecoder decoder = new ProtobufDecoder(DecodeLimits.DEFAULT);
  private byte[] body = {};

  /// Encodes one request.
  @Setup
  public void encode() {
    body = new LoadSpans(Shape.valueOf(shape), 1).request(SPANS).toByteArray();
  }

  @Benchmark
  @OperationsPerInvocation(SPANS)
  public RawBatch cursor() {
    return decoder.decode("default", ByteBuffer.wrap(body));
  }

  @Benchmark
  @OperationsPerInvocation(SPANS)
  public ExportTraceServiceRequest protobufJava() throws InvalidProtocolBufferException {
    return ExportTraceServiceRequest.parseFrom(body);
  }
}

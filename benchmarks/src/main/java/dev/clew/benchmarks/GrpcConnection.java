// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;

/// OTLP/gRPC through the JDK's client, which costs more than [SocketConnection] does. It speaks
/// HTTP/2 without TLS only after the server has agreed to switch, so the first request is a GET.
final class GrpcConnection implements ExportConnection {

  private static final String EXPORT =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
  private final URI export;

  GrpcConnection(URI grpc) throws IOException {
    this.export = grpc.resolve(EXPORT);
    var version = send(HttpRequest.newBuilder(grpc.resolve("/")).build()).version();
    if (version != HttpClient.Version.HTTP_2) {
      throw new IOException(grpc + " speaks " + version + " (expected: HTTP/2)");
    }
  }

  @Override
  public int send(byte[] body) throws IOException {
    var prefix = ByteBuffer.allocate(5).put((byte) 0).putInt(body.length).array();
    var answer =
        send(
            HttpRequest.newBuilder(export)
                .header("Content-Type", "application/grpc")
                .header("TE", "trailers")
                .POST(BodyPublishers.ofByteArrays(List.of(prefix, body)))
                .build());
    // A failed call has its status in the headers.
    boolean isRefused = !answer.headers().firstValue("grpc-status").orElse("0").equals("0");
    return isRefused ? 503 : answer.statusCode();
  }

  private java.net.http.HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

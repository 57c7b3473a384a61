// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// A receiver of webhooks on loopback, which answers as a test wants it to.
public final class HttpReceiver implements AutoCloseable {

  /// @param signature empty when there was none
  public record Received(String path, String body, String delivery, String signature) {}

  private final HttpServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile boolean hangs;

  public HttpReceiver() throws IOException {
    this(0);
  }

  public HttpReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var headers = exchange.getRequestHeaders();
      received.add(
          new Received(
              exchange.getRequestURI().getPath(),
              body,
              String.valueOf(headers.getFirst("clew-delivery")),
              headers.containsKey("clew-signature") ? headers.getFirst("clew-signature") : ""));
      if (hangs) {
        closing.await();
      }
      if (status / 100 == 3) {
        exchange.getResponseHeaders().add("location", url() + "elsewhere");
      }
      exchange.sendResponseHeaders(status, 0);
      // More than anybody wants to read.
      exchange.getResponseBody().write(new byte[100_000]);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  public void answer(int with) {
    status = with;
  }

  public void hang() {
    hangs = true;
  }

  public String url() {
    return "http://127.0.0.1:%d/".formatted(port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public List<Received> received() {
    return received;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}

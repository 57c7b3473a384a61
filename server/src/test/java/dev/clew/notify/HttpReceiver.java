// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// A receiver of webhooks on loopback, which answers as a test wants it to.
public final class HttpReceiver implements AutoCloseable {

  /// @param signature empty when there was none
  public record Received(String path, String body, String delivery, String signature) {}

  private final HttpServer server;
  private final String scheme;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile boolean hangs;

  public HttpReceiver() throws IOException {
    this(0);
  }

  public HttpReceiver(int port) throws IOException {
    this(HttpServer.create(), port, "http");
  }

  private HttpReceiver(HttpServer server, int port, String scheme) throws IOException {
    this.server = server;
    this.scheme = scheme;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /// One that speaks TLS.
  static HttpReceiver tls(SSLContext tls) throws IOException {
    var server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new HttpReceiver(server, 0, "https");
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
    return "%s://127.0.0.1:%d/".formatted(scheme, port());
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

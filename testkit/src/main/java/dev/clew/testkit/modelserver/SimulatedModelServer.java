// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The server: routes, and nothing else. Listens on the loopback address only.
public final class SimulatedModelServer implements AutoCloseable {

  /// What a route does with the parsed body.
  private interface Route {
    void answer(JsonNode body, Exchange exchange) throws IOException;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SimulatedModelServer(HttpServer http) {
    this.http = http;
  }

  /// Starts a server.
  public static SimulatedModelServer start(ServerOptions options) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port());
    var server = new SimulatedModelServer(HttpServer.create(address, 0));
    var chat = new ChatCompletions(options, Clock.systemUTC());
    server.route("/v1/chat/completions", "POST", chat::answer);
    server.route(
        "/v1/embeddings", "POST", (body, exchange) -> exchange.json(200, Embeddings.answer(body)));
    server.route("/v1/models", "GET", (_, exchange) -> exchange.json(200, models()));
    server.route("/metrics", "GET", (_, exchange) -> exchange.text(chat.metrics()));
    server.http.setExecutor(server.threads);
    server.http.start();
    return server;
  }

  /// Where clients send requests: ends in `/v1`.
  public URI baseUrl() {
    var address = http.getAddress();
    return URI.create(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/v1");
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void route(String path, String method, Route route) {
    http.createContext(path, exchange -> handle(exchange, method, route));
  }

  private static void handle(HttpExchange http, String method, Route route) throws IOException {
    try (http) {
      var exchange = new Exchange(http);
      var body = http.getRequestBody().readAllBytes();
      if (!http.getRequestMethod().equals(method)) {
        exchange.error(405, "method_not_allowed", http.getRequestMethod() + ", not " + method);
        return;
      }
      JsonNode json;
      try {
        json = JSON.readTree(body);
      } catch (JsonProcessingException e) {
        exchange.error(400, "invalid_request_error", "not JSON: " + e.getOriginalMessage());
        return;
      }
      route.answer(json, exchange);
    }
  }

  private static ObjectNode models() {
    var names = new TreeSet<>(ModelSpeed.MODELS.keySet());
    names.add(ModelSpeed.EMBEDDINGS);
    var body = JsonNodeFactory.instance.objectNode().put("object", "list");
    var data = body.putArray("data");
    for (var name : names) {
      data.addObject().put("id", name).put("object", "model").put("owned_by", "simulated");
    }
    return body;
  }

  /// Runs a server until the process is ended. Options: `--port N`, `--seed N`, `--pace FACTOR`,
  /// `--no-faults`, `--slots N`.
  public static void main(String[] arguments) throws IOException {
    var server = start(ServerOptions.parse(List.of(arguments)));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println("simulated models at " + server.baseUrl());
  }
}

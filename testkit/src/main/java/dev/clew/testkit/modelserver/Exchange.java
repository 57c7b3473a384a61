// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The answering half of an HTTP exchange, in OpenAI's shapes.
final class Exchange {

  private final HttpExchange http;

  Exchange(HttpExchange http) {
    this.http = http;
  }

  void header(String name, String value) {
    http.getResponseHeaders().set(name, value);
  }

  void json(int status, JsonNode body) throws IOException {
    header("Content-Type", "application/json");
    var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
  }

  void text(String body) throws IOException {
    header("Content-Type", "text/plain; version=0.0.4");
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(200, bytes.length);
    http.getResponseBody().write(bytes);
  }

  void error(int status, String code, String message) throws IOException {
    var body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("message", message).put("type", code).put("code", code);
    json(status, body);
  }

  /// Starts a stream of server-sent events.
  OutputStream events() throws IOException {
    header("Content-Type", "text/event-stream");
    http.sendResponseHeaders(200, 0);
    return http.getResponseBody();
  }
}

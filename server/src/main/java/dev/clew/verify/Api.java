// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/// What the server's REST API answers.
final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final HttpCalls http;

  Api(URI base, @Nullable String key) {
    this.base = base;
    this.http = new HttpCalls(HttpClient.Version.HTTP_1_1, key);
  }

  /// @return a missing node when the answer is not 200 with JSON
  JsonNode get(String path) {
    var answer = http.send(HttpCalls.to(base, path));
    if (answer.statusCode() != 200) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// HTTP with the key of the caller, and a sentence instead of a stack trace when nobody answers.
final class HttpCalls {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client;
  private final @Nullable String key;

  /// @param version HTTP_2 asks the server to switch, HTTP_1_1 does not
  /// @param key `null` when the server needs none
  HttpCalls(HttpClient.Version version, @Nullable String key) {
    this.client = HttpClient.newBuilder().version(version).connectTimeout(TIMEOUT).build();
    this.key = key;
  }

  static HttpRequest.Builder to(URI base, String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    var built = request.build();
    try {
      return client.send(built, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UnreachableException(
          "no answer from %s://%s (%s); is the server running?"
              .formatted(built.uri().getScheme(), built.uri().getAuthority(), reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted", e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.front;

import io.micrometer.tracing.Tracer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;

/// `POST /ask`: a question of a signed-in customer.
@RestController
class HelpDesk {

  private static final String USER_ID = "user.id";

  private final RestClient agent;
  private final Tracer tracer;

  HelpDesk(RestClient agent, Tracer tracer) {
    this.agent = agent;
    this.tracer = tracer;
  }

  /// The user's id travels as baggage, so that every service puts it on its spans; this service's
  /// own span began before the id was known and gets it here.
  @PostMapping("/ask")
  void ask(
      @RequestHeader("X-User") String user,
      @RequestParam String conversation,
      @RequestParam String question,
      HttpServletResponse response)
      throws IOException {
    var span = tracer.currentSpan();
    span.tag(USER_ID, user);
    try (var _ = tracer.createBaggageInScope(span.context(), USER_ID, user)) {
      passOn(Map.of("conversation", conversation, "text", question), response);
    } catch (ResponseStatusException e) {
      // Spring answers it with a page and leaves the span without an error.
      span.error(e);
      throw e;
    }
  }

  private void passOn(Map<String, String> question, HttpServletResponse response) {
    agent
        .post()
        .uri("/chat")
        .contentType(MediaType.APPLICATION_JSON)
        .body(question)
        .exchange(
            (_, answer) -> {
              if (answer.getStatusCode().isError()) {
                throw new ResponseStatusException(
                    HttpStatus.BAD_GATEWAY, "The help desk cannot answer at the moment.");
              }
              response.setContentType("text/plain;charset=UTF-8");
              copy(answer.getBody(), response);
              return true;
            });
  }

  /// Piece by piece: the customer reads along.
  private static void copy(InputStream from, HttpServletResponse to) throws IOException {
    var buffer = new byte[1024];
    for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
      to.getOutputStream().write(buffer, 0, length);
      to.flushBuffer();
    }
  }
}

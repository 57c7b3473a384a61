// SPDX-License-Identifier: Apache-2.0
package dev.clew.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SessionsTest {

  private static final String PROJECT = "sessions";
  private static final TestApi API = TestApi.shared();

  @BeforeAll
  static void send() {
    for (int i = 1; i <= 4; i++) {
      var root =
          SentSpan.root(i, "turn " + i)
              .ago(60_000L * (10 - i))
              .with("session.id", i < 4 ? "a/1" : "b")
              .with("user.id", i < 4 ? "ann" : "bob");
      API.send(
          PROJECT,
          root,
          SentSpan.chat(root, 1, "gpt-a", 10, 2)
              .with("session.id", i < 4 ? "a/1" : "b")
              .with("user.id", i < 4 ? "ann" : "bob"));
    }
  }

  @Test
  void sessionsComeNewestFirstInPages() {
    var first = API.get(PROJECT, "/sessions", "limit", "1").body();
    assertThat(first.path("sessions").findValuesAsText("session_id")).containsExactly("b");
    var second =
        API.get(PROJECT, "/sessions", "limit", "1", "cursor", first.path("next_cursor").asText())
            .body();
    var session = second.path("sessions").get(0);
    assertThat(session.path("session_id").asText()).isEqualTo("a/1");
    assertThat(session.path("user_id").asText()).isEqualTo("ann");
    assertThat(session.path("traces").asLong()).isEqualTo(3);
    assertThat(session.path("input_tokens").asLong()).isEqualTo(30);
    assertThat(session.path("models").toString()).isEqualTo("[\"gpt-a\"]");
    assertThat(session.has("sort_value")).isFalse();
    assertThat(second.path("next_cursor").isNull()).isTrue();
  }

  @Test
  void aSessionHasItsTracesOldestFirst() {
    var body = API.get(PROJECT, "/sessions/a%2F1").body();
    assertThat(body.path("session").path("llm_calls").asLong()).isEqualTo(3);
    assertThat(body.path("traces").findValuesAsText("name"))
        .containsExactly("turn 1", "turn 2", "turn 3");
    assertThat(API.get(PROJECT, "/sessions/nothing").status()).isEqualTo(404);
    assertThat(API.get("other", "/sessions/a%2F1").status()).isEqualTo(404);
  }

  @Test
  void usersCountSessionsAndTraces() {
    var users = API.get(PROJECT, "/users", "q", "model:gpt-a").body().path("users");
    assertThat(users.findValuesAsText("user_id")).containsExactly("bob", "ann");
    assertThat(users.get(1).path("sessions").asLong()).isEqualTo(1);
    assertThat(users.get(1).path("traces").asLong()).isEqualTo(3);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Content is found by its hash whatever the hash is; one in 256 ends in a zero.
final class BodiesTest {

  private static final String PROJECT = "bodies";
  private static final int MANY = 2_000;
  private static final TestApi API = TestApi.shared();

  @Test
  void everyMessageAndDefinitionIsFound() {
    var span =
        SentSpan.chat(SentSpan.root(1, "root"), 1, "m", 10, 2)
            .with(
                "gen_ai.input.messages",
                json(
                    "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"question %d\"}]}"))
            .with(
                "gen_ai.tool.definitions",
                json("{\"type\":\"function\",\"name\":\"tool_%d\",\"description\":\"d\"}"));
    API.send(PROJECT, span);

    var answer = API.get(PROJECT, "/traces/" + span.trace() + "/spans/" + span.id()).body();

    assertAllFound(answer.path("messages_in"), "parts");
    assertAllFound(answer.path("tool_defs"), "name");
  }

  private static String json(String each) {
    return IntStream.range(0, MANY)
        .mapToObj(each::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static void assertAllFound(JsonNode bodies, String field) {
    assertThat(bodies).hasSize(MANY).anyMatch(body -> body.path("hash").asText().endsWith("00"));
    assertThat(
            StreamSupport.stream(bodies.spliterator(), false)
                .filter(body -> body.path(field).isEmpty() && body.path(field).asText().isEmpty()))
        .isEmpty();
  }
}

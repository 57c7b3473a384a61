// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The short way is right when it answers what the tree answers.
class PlainMessagesTest {

  private static final String TYPICAL =
      """
      [{"role":"user","parts":[{"type":"text","content":"line one\\nline \\"two\\" \\u00e9 \\\\ é 世界 \u0001 \t"}]},
       {"role":"assistant","content":"fine","finish_reason":"stop"},
       {"role": "model", "parts": [{"content":"a","type":"text"}, {"type":"text","content":"b"}]}]
      """;

  @Test
  void readsBothFormsWithoutATree() {
    var messages = new MessageReader(Role.USER, findings()).plain(TYPICAL);
    assertThat(messages).isNotNull().isEqualTo(tree(TYPICAL, findings()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[]",
        "{}",
        "[{}]",
        "hello",
        "[{\"role\":\"user\"}]",
        "[{\"content\":\"no role\"}]",
        "[{\"role\":\"tool\",\"content\":\"result\"}]",
        "[{\"role\":\"wizard\",\"content\":\"x\"}]",
        "[{\"role\":\"user\",\"content\":null}]",
        "[{\"role\":\"user\",\"content\":\"x\",\"name\":\"ann\"}]",
        "[{\"role\":\"user\",\"content\":\"x\",\"parts\":[]}]",
        "[{\"role\":\"user\",\"role\":\"user\",\"content\":\"x\"}]",
        "[{\"role\":\"user\",\"parts\":[{\"type\":\"image\",\"content\":\"x\"}]}]",
        "[{\"role\":\"user\",\"content\":\"x\"}] tail",
        "[{\"role\":\"user\",\"content\":\"cut",
        "[{\"role\":\"user\",\"content\":\"bad \\q escape\"}]",
        "[{\"role\":\"user\",\"content\":\"half \\u12\"}]"
      })
  void leavesEverythingElseToTheTree(String json) {
    assertThat(new MessageReader(Role.USER, findings()).plain(json)).isNull();
  }

  @Test
  void answersLikeTheTreeWhateverHappensToTheText() {
    var random = new Random(7);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      var json = mutate(TYPICAL.strip(), random);
      var plainFindings = findings();
      var plain = new MessageReader(Role.USER, plainFindings).plain(json);
      if (plain != null) {
        read++;
        var treeFindings = findings();
        assertThat(plain).as(json).isEqualTo(tree(json, treeFindings));
        assertThat(plainFindings.finishReasons()).isEqualTo(treeFindings.finishReasons());
        assertThat(plainFindings.tookAll()).isEqualTo(treeFindings.tookAll());
        assertThat(plainFindings.isRedacted()).isEqualTo(treeFindings.isRedacted());
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }

  private static Findings findings() {
    return new Findings(List.of());
  }

  private static List<Message> tree(String json, Findings findings) {
    var document = Objects.requireNonNull(Json.document(json), json);
    assertThat(document.whole()).as(json).isTrue();
    return new MessageReader(Role.USER, findings).messages(document.root());
  }

  private static String mutate(String json, Random random) {
    var text = new StringBuilder(json);
    for (int edits = random.nextInt(3); edits >= 0; edits--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, "\"\\{}[]:, nua0\u00ff".charAt(random.nextInt(14)));
        case 1 -> text.deleteCharAt(at);
        default -> text.insert(at, "\"\\{}[]:, nua0\u00ff".charAt(random.nextInt(14)));
      }
    }
    return text.toString();
  }
}

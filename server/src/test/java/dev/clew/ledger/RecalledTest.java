// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.ledger.Recalled.Passage;
import dev.clew.ledger.accounting.Segment.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What retrievers and memories answered, found again in prompts.
class RecalledTest {

  private static final String DOCUMENT = "Theseus followed the thread out of the labyrinth.";

  @Test
  void aDocumentInAPromptIsRetrievedAndTheRestIsTheUsers() {
    var recalled = Recalled.of(List.of(new Passage(Kind.RAG, DOCUMENT)));
    var pieces = recalled.split(user("Context:\n" + DOCUMENT + "\nWho followed it?"));
    assertThat(pieces).extracting(Part::kind).containsExactly(Kind.USER, Kind.RAG, Kind.USER);
    assertThat(String.join("", pieces.stream().map(Part::text).toList()))
        .isEqualTo("Context:\n" + DOCUMENT + "\nWho followed it?");
    assertThat(pieces.stream().mapToDouble(Part::extraTokens).sum()).isEqualTo(3);
  }

  @Test
  void aDocumentThatContainsAnotherIsFoundWhole() {
    var inner = "followed the thread out";
    var recalled =
        Recalled.of(List.of(new Passage(Kind.RAG, inner), new Passage(Kind.RAG, DOCUMENT)));
    assertThat(recalled.split(user(DOCUMENT)))
        .singleElement()
        .extracting(Part::text)
        .isEqualTo(DOCUMENT);
  }

  @Test
  void wordsThatAnybodyMaySayAreNotRetrieved() {
    var recalled = Recalled.of(List.of(new Passage(Kind.RAG, "yes")));
    assertThat(recalled.split(user("yes, please")))
        .singleElement()
        .extracting(Part::kind)
        .isEqualTo(Kind.USER);
  }

  @Test
  void whatTheModelSaidIsNotRetrievedAgain() {
    var recalled = Recalled.of(List.of(new Passage(Kind.RAG, DOCUMENT)));
    var answer = new Part(Kind.ASSISTANT, DOCUMENT, "", "", 3);
    assertThat(recalled.split(answer)).containsExactly(answer);
  }

  @ParameterizedTest
  @CsvSource({"memory", "memory_blocks", "core_memory", "user_memories"})
  void aBlockBetweenTagsOfMemoryIsMemory(String tag) {
    var block = "<%1$s>likes tea</%1$s>".formatted(tag);
    var pieces = Recalled.NOTHING.split(new Part(Kind.SYSTEM, "Be kind. " + block, "", "", 3));
    assertThat(pieces).extracting(Part::kind).containsExactly(Kind.SYSTEM, Kind.MEMORY);
    assertThat(pieces.getLast().text()).isEqualTo(block);
  }

  @Test
  void aTagWithoutAnEndIsText() {
    var part = user("a <memory> that never ends");
    assertThat(Recalled.NOTHING.split(part)).containsExactly(part);
  }

  @Test
  void textsOfAnAnswerAreFoundWhereverTheyAre() {
    assertThat(
            RecalledReader.texts(
                "{\"documents\":[{\"page_content\":\"one\",\"metadata\":{\"source\":\"x\"}},{\"document\":{\"content\":\"two\"}}],\"more\":[\"three\"]}"))
        .containsExactly("one", "two", "three");
    assertThat(RecalledReader.texts("plain words")).containsExactly("plain words");
  }

  private static Part user(String text) {
    return new Part(Kind.USER, text, "", "", 3);
  }
}

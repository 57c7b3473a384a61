// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.clew.testkit.modelserver.ChatRequest.ToolOffer;
import dev.clew.testkit.modelserver.ChatRequest.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolPlanTest {

  private static final ToolOffer ORDERS = offer("lookup_order", "Status of an order");
  private static final ToolOffer REFUNDS = offer("refund_policy", "Rules for a refund");
  private static final Turn QUESTION =
      new Turn("user", "Where is order A-1001, is a refund possible?", List.of());

  private final ToolPlan plan = new ToolPlan(new Dice(1));

  @Test
  void toolsThatMatchTheQuestionAreCalledOneAfterTheOther() {
    var first = plan.next(request(QUESTION));
    var second =
        plan.next(
            request(
                QUESTION,
                new Turn("assistant", "", List.of(first.getFirst().name())),
                new Turn("tool", "shipped", List.of())));

    assertThat(List.of(first.getFirst(), second.getFirst()))
        .containsExactlyInAnyOrder(ORDERS, REFUNDS);
  }

  @Test
  void aQuestionThatNoToolMatchesIsAnsweredAtOnce() {
    assertThat(plan.next(request(new Turn("user", "Good morning!", List.of())))).isEmpty();
  }

  @Test
  void aToolThatFailedIsTriedOnceMore() {
    var failed =
        plan.next(
            request(
                QUESTION,
                new Turn("assistant", "", List.of("lookup_order")),
                new Turn("tool", "Error: orders are unavailable", List.of())));

    assertThat(failed).containsExactly(ORDERS);
  }

  @Test
  void toolsOfEarlierQuestionsDoNotCount() {
    var again =
        plan.next(
            request(
                QUESTION,
                new Turn("assistant", "", List.of("lookup_order", "refund_policy")),
                new Turn("tool", "shipped", List.of()),
                new Turn("assistant", "It is on its way.", List.of()),
                QUESTION));

    assertThat(again).isNotEmpty();
  }

  private static ChatRequest request(Turn... turns) {
    return new ChatRequest(
        "simulated-large", List.of(turns), List.of(ORDERS, REFUNDS), false, false, "");
  }

  private static ToolOffer offer(String name, String description) {
    return new ToolOffer(name, description, JsonNodeFactory.instance.objectNode());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.AppException;
import org.junit.jupiter.api.Test;

/// What is refused, and that the answer names the field.
class RuleInputTest {

  private static void refused(ObjectNode document, String... words) {
    assertThatThrownBy(() -> Rules.read("one", document))
        .isInstanceOf(AppException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void aRuleIsReadAndWrittenTheSame() {
    var rule =
        Rules.read(
            "one", Rules.slo(0.99, 28).put("filter", "service:shop").put("group_by", "model"));
    assertThat(Rules.read("one", rule.document())).isEqualTo(rule);
  }

  @Test
  void aFieldThatIsNotKnownIsNamed() {
    refused(Rules.document().put("windw_minutes", 5), "windw_minutes", "window_minutes");
  }

  @Test
  void aFilterThatIsWrongSaysWhere() {
    refused(Rules.document().put("filter", "service:shop nosuch:1"), "filter", "character 14");
  }

  @Test
  void aMeasureMustBeOneOfItsSource() {
    refused(Rules.document().put("source", "findings"), "measure: error_rate", "count");
  }

  @Test
  void anObjectiveNeedsAShareOfBadOnes() {
    refused(Rules.slo(0.99, 30).put("measure", "tokens"), "measure: tokens", "error_rate");
  }

  @Test
  void aGroupMustBeKnownToTheSource() {
    refused(
        Rules.document().put("source", "traces").put("group_by", "provider"), "group_by: provider");
  }

  @Test
  void numbersHaveLimits() {
    refused(Rules.document().put("window_minutes", 0), "window_minutes: 0", "1 to 1440");
    refused(Rules.document().put("for_minutes", 1.5), "for_minutes: 1.5", "a whole number");
    refused(Rules.slo(1, 30), "condition.objective: 1");
  }

  @Test
  void aPlaceholderThatMeansNothingIsNamed() {
    refused(Rules.document().put("template", "{rule} is {bad}"), "template: {bad}", "{value}");
  }

  @Test
  void millisecondsAreNeededWhereSlownessIsMeasured() {
    refused(Rules.document().put("measure", "slow_rate"), "of: ", "milliseconds");
  }
}

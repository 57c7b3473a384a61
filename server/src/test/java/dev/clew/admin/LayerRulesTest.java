// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.AppException;
import dev.clew.model.Layer;
import dev.clew.model.LayerRule;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayerRulesTest {

  @TempDir private Path folder;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private Metadata metadata;

  @BeforeEach
  void open() {
    metadata = Metadata.open(folder.resolve("clew.db"));
  }

  @AfterEach
  void close() {
    metadata.close();
  }

  @Test
  void rulesApplyInTheOrderInWhichTheyWereAddedAndOutliveTheProcess() {
    var rules = rules();
    assertThat(rules.of("shop")).isEmpty();
    var first = rules.add("shop", "service", "edge-*", "ai_gateway");
    rules.add("shop", "attr.kind", "db", "data");

    assertThat(rules.of("shop"))
        .extracting(LayerRule::layer)
        .containsExactly(Layer.AI_GATEWAY, Layer.DATA);
    assertThat(rules.of("other")).isEmpty();
    assertThat(rules().of("shop")).hasSize(2);

    rules.delete("shop", first.id());
    assertThat(rules.of("shop")).hasSize(1);
  }

  @Test
  void wrongRulesAreRefusedWithWhatWasExpected() {
    var rules = rules();
    assertThatThrownBy(() -> rules.add("shop", "name", "x", "app"))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("expected: service, scope");
    assertThatThrownBy(() -> rules.add("shop", "service", "x", "moon"))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("model_server");
    assertThatThrownBy(() -> rules.delete("shop", "no-such"))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("no such rule");
    for (int i = 0; i < LayerRules.MAX_RULES; i++) {
      rules.add("shop", "service", "x" + i, "app");
    }
    assertThatThrownBy(() -> rules.add("shop", "service", "x", "app"))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("at most");
  }

  private LayerRules rules() {
    return new LayerRules(metadata, InstantSource.system());
  }
}

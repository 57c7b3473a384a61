// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.filter.Field;
import dev.clew.filter.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever may be asked of a field is SQL that the engine accepts, wherever it is asked.
class EveryFieldTest {

  private static final TestApi API = TestApi.shared();

  /// They have no prefixes.
  private static final Set<Field.Type> OF_WHOLE_VALUES =
      Set.of(Field.Type.NUMBER, Field.Type.BOOLEAN, Field.Type.ID);

  static Stream<String> conditions() {
    return Fields.all().stream()
        .map(
            field -> {
              var name = field.name();
              var asked = new ArrayList<>(List.of(name + ":*", "-" + name + ":*"));
              asked.add(name + value(field));
              if (!OF_WHOLE_VALUES.contains(field.type())) {
                asked.add(name + ":a*,b*");
              }
              return String.join(" or ", asked);
            });
  }

  private static String value(Field field) {
    return switch (field.type()) {
      case STRING, STRINGS -> ":a,b";
      case ENUM -> ":" + field.values().getFirst();
      case NUMBER -> ">5";
      case BOOLEAN -> ":true";
      case ID -> ":ab";
    };
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void canBeAsked(String condition) {
    for (var path : List.of("/traces", "/spans", "/logs")) {
      var answer = API.get("every-field", path, "q", condition);
      assertThat(answer.status()).as("%s of %s: %s", condition, path, answer.body()).isEqualTo(200);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.testkit.GoldenCase;
import dev.clew.testkit.GoldenFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CapturedSpansTest {

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  static List<Span> spans(GoldenCase captured) {
    var spans = new ArrayList<Span>();
    for (var request : captured.requests()) {
      spans.addAll(new Conventions().apply(RawSpans.from(request)).spans());
    }
    return spans;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsCapturedSpansAsBefore(GoldenCase captured) {
    GoldenFile.of("spans/" + captured.name() + ".json").matches(SpanSnapshot.of(spans(captured)));
  }

  @Test
  void hasCasesOfAllDialects() {
    assertThat(cases()).hasSizeGreaterThan(25);
  }
}

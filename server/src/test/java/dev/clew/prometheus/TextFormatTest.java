// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Metric;
import dev.clew.model.MetricType;
import dev.clew.model.PointValue;
import dev.clew.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TextFormatTest {

  private static final long SCRAPED_MS = 1_795_521_600_000L;

  static final List<String> NAMES = Expositions.NAMES;

  private static TextFormat.Read read(String text) {
    return new TextFormat(text.contains("# EOF")).read(text, Map.of(), SCRAPED_MS);
  }

  private static Metric only(TextFormat.Read read, String name) {
    return read.metrics().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void readsEveryLineOfARealServer(String name) {
    var read = read(Expositions.text(name));
    assertThat(read.rejections().toList()).isEmpty();
    assertThat(read.samples()).isPositive();
    assertThat(read.metrics()).isNotEmpty();
  }

  @Test
  void aHistogramIsOnePoint() {
    var read =
        read(
            """
            # HELP ttft Time to first token
            # TYPE ttft histogram
            ttft_bucket{model="m",le="0.5"} 2
            ttft_bucket{model="m",le="1"} 5
            ttft_bucket{model="m",le="+Inf"} 6
            ttft_sum{model="m"} 4.5
            ttft_count{model="m"} 6
            """);
    assertThat(read.metrics()).hasSize(1);
    var ttft = read.metrics().getFirst();
    assertThat(ttft.type()).isEqualTo(MetricType.HISTOGRAM);
    assertThat(ttft.description()).isEqualTo("Time to first token");
    assertThat(ttft.points().getFirst().value())
        .isEqualTo(
            new PointValue.Histogram(
                6, 4.5, Double.NaN, Double.NaN, List.of(0.5, 1.0), List.of(2L, 3L, 1L)));
  }

  @Test
  void countersKnowSinceWhenTheyCountAndTheirExemplars() {
    var tokens = only(read(Expositions.text("openmetrics")), "llm_tokens_total");
    assertThat(tokens.monotonic()).isTrue();
    var point = tokens.points().getFirst();
    assertThat(point.startNs() / 1_000_000).isEqualTo(1_795_538_227_652L);
    assertThat(point.exemplars().getFirst().traceId().hex())
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(tokens.description()).startsWith("Tokens ");
  }

  @Test
  void namesAndLabelsMayBeAnyText() {
    var usage = only(read(Expositions.text("openmetrics")), "gen_ai.client.token.usage");
    assertThat(usage.points().getFirst().attributes().get("模型")).isEqualTo(Value.of("通义千问"));
  }

  @Test
  void timesAreMillisecondsInOneFormatAndSecondsInTheOther() {
    assertThat(read("a 1 1795521600123\n").metrics().getFirst().points().getFirst().timeNs())
        .isEqualTo(1_795_521_600_123_000_000L);
    assertThat(
            read("a 1 1795521600.123\n# EOF\n").metrics().getFirst().points().getFirst().timeNs())
        .isEqualTo(1_795_521_600_123_000_000L);
    assertThat(read("a 1\n").metrics().getFirst().points().getFirst().timeNs())
        .isEqualTo(SCRAPED_MS * 1_000_000);
  }

  @Test
  void aBadLineIsToldAndTheOthersStay() {
    var read = read("good 1\nbad{x=} 1\nworse{a=\"b\" 2\nno_number x\nalso_good 2\n");
    assertThat(read.metrics()).extracting(Metric::name).containsExactly("good", "also_good");
    assertThat(read.rejections().toList())
        .extracting(r -> r.detail().substring(0, 6))
        .containsExactly("line 2", "line 3", "line 4");
  }

  @Test
  void aBlankOfDcgmIsNoValue() {
    var read = read("DCGM_FI_DEV_GPU_TEMP{gpu=\"0\"} 9223372036854775794\n");
    assertThat(read.metrics().getFirst().points().getFirst().value())
        .isEqualTo(PointValue.NO_VALUE);
  }

  @Test
  void labelsOfTheTargetWinAndTheOthersAreExported() {
    var metric =
        new TextFormat(false)
            .read("a{job=\"own\"} 1\n", Map.of("job", "vllm", "instance", "h:1"), SCRAPED_MS)
            .metrics()
            .getFirst();
    assertThat(metric.points().getFirst().attributes().text("job")).isEqualTo("vllm");
    assertThat(metric.points().getFirst().attributes().text("exported_job")).isEqualTo("own");
    assertThat(metric.resource().service()).isEqualTo("vllm");
  }

  @Test
  void damagedTextIsReadOrToldButNeverThrows() {
    var random = new Random(3);
    for (int i = 0; i < 3_000; i++) {
      var text = new StringBuilder(Expositions.text(NAMES.get(i % NAMES.size())));
      text.setLength(Math.min(text.length(), 4_000));
      for (int change = random.nextInt(8); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, "{}\"\\=,# \n\u0000é9".charAt(random.nextInt(12)));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 30)));
        }
      }
      assertThat(read(text.toString()).metrics()).isNotNull();
    }
  }
}

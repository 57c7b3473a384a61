// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Units and names that exporters do not say in the name of a metric.
class EnginesTest {

  /// The help text says MB, but the agent below the exporter divides bytes by 1024 twice.
  @ParameterizedTest
  @ValueSource(strings = {"gpu_used_vram", "gpu_free_vram", "DCGM_FI_DEV_FB_USED"})
  void memoryOfGpusComesInMebibytes(String metric) {
    assertThat(Objects.requireNonNull(Engines.of(metric)).factor()).isEqualTo(1_048_576);
  }

  /// MI200 and Radeon report the mean of a while, MI300 the power of now.
  @Test
  void everyGenerationOfAmdHasItsPower() {
    assertThat(Engines.of("gpu_package_power")).isNotNull();
    assertThat(Engines.of("gpu_average_package_power")).isNotNull();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.dashboards.LayerHealth.Figures;
import dev.clew.dashboards.LayerHealth.State;
import dev.clew.model.Layer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerHealthTest {

  private static Figures figures(long calls, long errors, double p95Ms) {
    return new Figures(1, calls, errors, p95Ms);
  }

  private static LayerHealth of(Layer layer, List<LayerHealth> layers) {
    return layers.get(Layer.labels().indexOf(layer.label()));
  }

  @Test
  void aLayerThatNothingCameFromIsSilent() {
    var layers = LayerHealth.of(Map.of(), Map.of());
    assertThat(layers).hasSize(Layer.values().length);
    assertThat(layers).allMatch(layer -> layer.state() == State.SILENT && !layer.isCause());
  }

  @Test
  void theDeepestOfTheWorstIsTheCause() {
    var now =
        Map.of(
            Layer.CLIENT, figures(100, 8, 5_000),
            Layer.APP, figures(100, 8, 4_900),
            Layer.MODEL_SERVER, figures(120, 9, 4_000));
    var layers = LayerHealth.of(now, Map.of());
    assertThat(of(Layer.CLIENT, layers).state()).isEqualTo(State.BAD);
    assertThat(of(Layer.MODEL_SERVER, layers).isCause()).isTrue();
    assertThat(layers.stream().filter(LayerHealth::isCause)).hasSize(1);
    assertThat(of(Layer.MODEL_SERVER, layers).reason()).isEqualTo("7.5 % of its calls fail.");
  }

  @Test
  void ofLayersSideBySideTheWorseIsTheCause() {
    var now = Map.of(Layer.MODEL_SERVER, figures(100, 40, 100), Layer.TOOL, figures(100, 6, 100));
    assertThat(of(Layer.MODEL_SERVER, LayerHealth.of(now, Map.of())).isCause()).isTrue();
  }

  @Test
  void slowerThanBeforeIsSaidWhenEnoughCallsSaySo() {
    var now = Map.of(Layer.MODEL_SERVER, figures(100, 0, 2_500));
    var slower =
        of(
            Layer.MODEL_SERVER,
            LayerHealth.of(now, Map.of(Layer.MODEL_SERVER, figures(100, 0, 1_000))));
    assertThat(slower.state()).isEqualTo(State.BAD);
    assertThat(slower.reason()).isEqualTo("It takes 2.5 times as long as in the period before.");
    var few =
        of(
            Layer.MODEL_SERVER,
            LayerHealth.of(now, Map.of(Layer.MODEL_SERVER, figures(3, 0, 1_000))));
    assertThat(few.state()).isEqualTo(State.OK);
    var abit =
        of(
            Layer.MODEL_SERVER,
            LayerHealth.of(now, Map.of(Layer.MODEL_SERVER, figures(100, 0, 1_600))));
    assertThat(abit.state()).isEqualTo(State.WATCH);
  }

  @Test
  void whoIsWellCausesNothing() {
    var layers = LayerHealth.of(Map.of(Layer.APP, figures(100, 0, 10)), Map.of());
    assertThat(of(Layer.APP, layers).state()).isEqualTo(State.OK);
    assertThat(layers).noneMatch(LayerHealth::isCause);
  }
}

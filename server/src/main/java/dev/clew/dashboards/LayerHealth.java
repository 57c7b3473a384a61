// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.clew.model.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one layer is.
///
/// @param layer as in spans
/// @param state what is made of the figures
/// @param isCause the layer to look at first: of those that are worst the deepest, because whoever
///   waits for a slow or failing layer is slow or fails as well
/// @param reason a sentence; empty when it is well or not seen
/// @param before the same figures of the period before; `null` when nothing came then
record LayerHealth(
    String layer,
    State state,
    boolean isCause,
    String reason,
    @Nullable Figures now,
    @Nullable Figures before) {

  /// Of the calls into a layer.
  ///
  /// @param members services and what they call by other names
  record Figures(long members, long calls, long errors, double p95Ms) {

    double errorShare() {
      return calls == 0 ? 0 : (double) errors / calls;
    }
  }

  /// What is made of the figures, the worst last.
  enum State {
    /// Nothing came from it.
    SILENT,
    OK,
    /// Worse than before, or some calls fail.
    WATCH,
    /// Many calls fail, or it is far slower than before.
    BAD;

    @JsonValue
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final double BAD_SHARE = 0.05;
  private static final double WATCH_SHARE = 0.01;
  private static final double BAD_FACTOR = 2;
  private static final double WATCH_FACTOR = 1.5;

  /// Fewer calls, now or before, say nothing about how slow a layer is.
  private static final long ENOUGH_CALLS = 10;

  /// In the order in which a request passes the layers.
  static List<LayerHealth> of(Map<Layer, Figures> now, Map<Layer, Figures> before) {
    var layers = new ArrayList<LayerHealth>();
    for (var layer : Layer.values()) {
      layers.add(of(layer, now.get(layer), before.get(layer)));
    }
    layers.stream()
        .filter(layer -> layer.state().compareTo(State.OK) > 0)
        .max(
            Comparator.comparing(LayerHealth::state)
                .thenComparingInt(LayerHealth::depth)
                .thenComparingDouble(LayerHealth::badness))
        .ifPresent(cause -> layers.set(layers.indexOf(cause), cause.asCause()));
    return layers;
  }

  private LayerHealth asCause() {
    return new LayerHealth(layer, state, true, reason, now, before);
  }

  /// Models, tools and data are called side by side.
  private int depth() {
    var order = Layer.labels();
    return Math.min(order.indexOf(layer), order.indexOf(Layer.MODEL_SERVER.label()));
  }

  private double badness() {
    return now == null
        ? 0
        : Math.max(now.errorShare() / BAD_SHARE, slower(now, before) / BAD_FACTOR);
  }

  private static LayerHealth of(Layer layer, @Nullable Figures now, @Nullable Figures before) {
    if (now == null || now.calls() == 0) {
      return new LayerHealth(layer.label(), State.SILENT, false, "", null, before);
    }
    var state = State.OK;
    var reason = "";
    double factor = slower(now, before);
    if (now.errorShare() >= BAD_SHARE) {
      state = State.BAD;
      reason = "%s of its calls fail.".formatted(percent(now.errorShare()));
    } else if (factor >= BAD_FACTOR) {
      state = State.BAD;
      reason = "It takes %.1f times as long as in the period before.".formatted(factor);
    } else if (now.errorShare() >= WATCH_SHARE) {
      state = State.WATCH;
      reason = "%s of its calls fail.".formatted(percent(now.errorShare()));
    } else if (factor >= WATCH_FACTOR) {
      state = State.WATCH;
      reason = "It takes %.1f times as long as in the period before.".formatted(factor);
    }
    return new LayerHealth(layer.label(), state, false, reason, now, before);
  }

  /// How many times as long as before; 1 when too few calls say.
  private static double slower(Figures now, @Nullable Figures before) {
    return before == null
            || now.calls() < ENOUGH_CALLS
            || before.calls() < ENOUGH_CALLS
            || before.p95Ms() <= 0
        ? 1
        : now.p95Ms() / before.p95Ms();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.Layer;
import dev.clew.model.Operation.Group;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The layer of each service of a run, from those of its spans (semconv §8.2): the first of an
/// order of precedence. What a service calls says nothing about where it stands itself: an
/// application with a database is an application.
final class ServiceLayers {

  private static final List<Layer> PRECEDENCE =
      List.of(
          Layer.CLIENT,
          Layer.MODEL_SERVER,
          Layer.AI_GATEWAY,
          Layer.TOOL,
          Layer.APP,
          Layer.API_GATEWAY,
          Layer.DATA,
          Layer.INFRA);

  private static final List<String> LABELS = PRECEDENCE.stream().map(Layer::label).toList();

  private final Map<String, Integer> layers = new HashMap<>();
  private final Set<String> think = new HashSet<>();
  private final Set<String> answerModelCalls = new HashSet<>();

  ServiceLayers(Run run, Run.Tree tree) {
    for (var span : run.spans()) {
      var emitter = span.emitter();
      var parent = tree.parent(span);
      boolean isCalled =
          span.side().isServer()
              || (parent != null && !parent.emitter().service().equals(emitter.service()));
      layers.merge(emitter.service(), rank(emitter.layer(), isCalled), Math::min);
      switch (span.op().group()) {
        case AGENT, WORKFLOW, TOOL -> think.add(emitter.service());
        case MODEL, DATA, QUALITY, PROMPT, INFRA -> {}
      }
      if (isCalled && parent != null && isModelCallSeenTwice(span, parent)) {
        answerModelCalls.add(emitter.service());
      }
    }
  }

  private static boolean isModelCallSeenTwice(RunSpan span, RunSpan parent) {
    return span.op().group() == Group.MODEL && parent.op().group() == Group.MODEL;
  }

  private static int rank(String layer, boolean isCalled) {
    boolean isOfCallee = layer.equals(Layer.TOOL.label()) || layer.equals(Layer.DATA.label());
    int rank = LABELS.indexOf(isOfCallee && !isCalled ? Layer.APP.label() : layer);
    return rank < 0 ? LABELS.indexOf(Layer.APP.label()) : rank;
  }

  /// The label of a layer. A service that only passes model calls on is a gateway, whatever product
  /// it is.
  String of(String service) {
    @Nullable Integer rank = layers.get(service);
    var layer = rank == null ? Layer.APP.label() : LABELS.get(rank);
    boolean passesOn = answerModelCalls.contains(service) && !think.contains(service);
    return passesOn && layer.equals(Layer.APP.label()) ? Layer.AI_GATEWAY.label() : layer;
  }
}

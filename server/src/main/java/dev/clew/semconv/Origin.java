// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Layer;
import dev.clew.model.RawSpan;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.semconv.dialect.RuleBook;
import org.jspecify.annotations.Nullable;

/// What resource and scope say about all their spans.
///
/// @param dialect the dialect that the scope names, or -1
/// @param cache how the emitter counts cached tokens
/// @param layer the layer of the whole resource; `null` when its spans decide
record Origin(
    Resource resource,
    Scope scope,
    int dialect,
    CacheCounting cache,
    @Nullable Layer layer,
    @Nullable String environment) {

  static Origin of(RawSpan span) {
    var resource = span.resource();
    var scope = span.scope();
    var attributes = resource.attributes();
    var environment = Coercion.name(attributes.get("deployment.environment.name"));
    return new Origin(
        resource,
        scope,
        RuleBook.dialectOf(scope.name()),
        CacheCounting.of(scope.name()),
        Layers.of(resource, scope),
        environment != null
            ? environment
            : Coercion.name(attributes.get("deployment.environment")));
  }

  /// Spans of one request share their resource and scope objects, so identity is enough.
  @SuppressWarnings("ReferenceEquality")
  boolean covers(RawSpan span) {
    return span.resource() == resource && span.scope() == scope;
  }
}

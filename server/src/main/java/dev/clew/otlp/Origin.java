// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.Resource;
import dev.clew.model.Scope;

/// What the spans of one scope share.
///
/// @param hash of the encoded resource and scope
/// @param clipped the resource or the scope lost something to the limits
record Origin(Resource resource, Scope scope, long hash, boolean clipped) {

  static final Origin NONE = new Origin(Resource.NONE, Scope.NONE, 0, false);

  Origin with(Scope newScope, long scopeHash, boolean scopeClipped) {
    return new Origin(
        resource, newScope, Long.rotateLeft(hash, 17) ^ scopeHash, clipped || scopeClipped);
  }

  /// The hash of a span with all that it shares; a span without origin keeps its own.
  long hashOf(long spanHash) {
    return spanHash ^ (hash * 0x9E3779B97F4A7C15L);
  }
}

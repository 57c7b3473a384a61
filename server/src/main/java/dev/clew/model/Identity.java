// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import org.jspecify.annotations.Nullable;

/// Whose work a span is, as far as the span itself says.
public record Identity(
    @Nullable String sessionId,
    @Nullable String userId,
    @Nullable String agentName,
    @Nullable String workflowName,
    @Nullable String promptName,
    @Nullable String environment) {

  public static final Identity NONE = new Identity(null, null, null, null, null, null);
}

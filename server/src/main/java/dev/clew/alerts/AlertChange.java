// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.alerts.AlertState.Phase;
import org.jspecify.annotations.Nullable;

/// An alert came into another phase.
///
/// @param time ISO 8601
/// @param value `null` when it is not known, as `threshold`
/// @param silenced whether nobody was told because of a silence
record AlertChange(
    String time,
    String member,
    Phase phase,
    @Nullable Double value,
    @Nullable Double threshold,
    boolean silenced) {}

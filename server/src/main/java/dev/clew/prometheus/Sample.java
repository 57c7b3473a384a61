// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import dev.clew.model.Exemplar;
import org.jspecify.annotations.Nullable;

/// One line of an exposition.
///
/// @param timeMs 0 when the line has none
record Sample(String name, Labels labels, double value, long timeMs, @Nullable Exemplar exemplar) {}

// SPDX-License-Identifier: Apache-2.0
/// Charts: calls, tokens and latency over time.
@NullMarked
package dev.clew.usage;

import org.jspecify.annotations.NullMarked;

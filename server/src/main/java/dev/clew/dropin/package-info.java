// SPDX-License-Identifier: Apache-2.0
/// Stands in for other back ends: takes what their senders write, and makes OTLP of it.
@NullMarked
package dev.clew.dropin;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/// Measures a server from outside, as its users load it, and its hottest stages alone.
@NullMarked
package dev.clew.benchmarks;

import org.jspecify.annotations.NullMarked;

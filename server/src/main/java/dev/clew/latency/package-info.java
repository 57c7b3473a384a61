// SPDX-License-Identifier: Apache-2.0
/// Where the time of model calls went: what each call took against what its model usually takes for
/// as many tokens, and why.
@NullMarked
package dev.clew.latency;

import org.jspecify.annotations.NullMarked;

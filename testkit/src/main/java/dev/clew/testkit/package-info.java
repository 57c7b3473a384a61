// SPDX-License-Identifier: Apache-2.0
/// What tests and benchmarks share: recorded payloads, builders, contracts, a simulated model
/// server, load.
@NullMarked
package dev.clew.testkit;

import org.jspecify.annotations.NullMarked;

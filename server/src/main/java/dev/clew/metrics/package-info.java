// SPDX-License-Identifier: Apache-2.0
/// Metrics: from decoded points to tables, and from tables to series over time.
@NullMarked
package dev.clew.metrics;

import org.jspecify.annotations.NullMarked;

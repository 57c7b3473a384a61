// SPDX-License-Identifier: Apache-2.0
/// The dialects of AI telemetry, each a table of rules in one file, and the book that joins them.
@NullMarked
package dev.clew.semconv.dialect;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/// Every dialect of AI telemetry to one meaning. [dev.clew.semconv.Conventions] is the stage; the
/// tables are in [dev.clew.semconv.dialect], one file per dialect.
@NullMarked
package dev.clew.semconv;

import org.jspecify.annotations.NullMarked;

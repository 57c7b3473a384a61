// SPDX-License-Identifier: Apache-2.0
/// Every dialect of AI telemetry to one meaning. A dialect is a table of rules in a file of its
/// own; [dev.clew.semconv.Conventions] applies them.
@NullMarked
package dev.clew.semconv;

import org.jspecify.annotations.NullMarked;

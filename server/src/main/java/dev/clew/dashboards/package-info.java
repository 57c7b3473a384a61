// SPDX-License-Identifier: Apache-2.0
/// Dashboards, ready ones and those that people arrange; annotations; how each layer is.
@NullMarked
package dev.clew.dashboards;

import org.jspecify.annotations.NullMarked;

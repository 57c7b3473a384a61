// SPDX-License-Identifier: Apache-2.0
/// ClickHouse, embedded in the process.
@NullMarked
package dev.clew.engine;

import org.jspecify.annotations.NullMarked;

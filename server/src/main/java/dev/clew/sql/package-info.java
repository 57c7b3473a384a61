// SPDX-License-Identifier: Apache-2.0
/// Read-only SQL for people.
@NullMarked
package dev.clew.sql;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/// What rules find in the ledgers of runs, and the issues that the same finding in many runs makes.
@NullMarked
package dev.clew.findings;

import org.jspecify.annotations.NullMarked;

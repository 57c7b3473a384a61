// SPDX-License-Identifier: Apache-2.0
/// Budgets: how many tokens or how much money a scope may use in a period, and where it stands.
@NullMarked
package dev.clew.budgets;

import org.jspecify.annotations.NullMarked;

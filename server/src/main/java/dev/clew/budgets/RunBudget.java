// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

/// A budget for single runs, as others need it.
///
/// @param kind of the scope: `project`, `model`, `service`, `agent`, `user`, `session` or `key`
/// @param value a name, or `*` for each alone; empty for the whole project
/// @param isMoney the limit is US dollars, else tokens
public record RunBudget(String name, String kind, String value, boolean isMoney, double limit) {}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

/// A limit that a project sets.
///
/// @param limit in `unit`, above 0
/// @param warnAt the share of the limit from which on it warns
/// @param createdAt ISO 8601
record Budget(
    String id,
    String name,
    Scope scope,
    Period period,
    Unit unit,
    double limit,
    double warnAt,
    String createdAt) {}

// SPDX-License-Identifier: Apache-2.0
/// The account of a run: pure functions from what its calls carried to what every charged token
/// was.
@NullMarked
package dev.clew.ledger.accounting;

import org.jspecify.annotations.NullMarked;

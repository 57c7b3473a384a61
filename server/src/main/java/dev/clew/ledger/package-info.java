// SPDX-License-Identifier: Apache-2.0
/// Where the tokens and the money of a run went: every token that a provider charged, by what it
/// was.
@NullMarked
package dev.clew.ledger;

import org.jspecify.annotations.NullMarked;

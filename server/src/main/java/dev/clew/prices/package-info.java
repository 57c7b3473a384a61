// SPDX-License-Identifier: Apache-2.0
/// What calls cost: the bundled price book, prices of one's own, exchange rates, and the sum.
@NullMarked
package dev.clew.prices;

import org.jspecify.annotations.NullMarked;

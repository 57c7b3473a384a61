// SPDX-License-Identifier: Apache-2.0
/// The roll-up: charged calls added up by period once they have settled, and the reading of both.
@NullMarked
package dev.clew.rollup;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/// What is known only about a whole trace: which spans are charged, whose session it is, what it
/// summed up to.
@NullMarked
package dev.clew.runs;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/// What differs between two sets of traces, or two traces.
@NullMarked
package dev.clew.compare;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/// Finding traces and reading one.
@NullMarked
package dev.clew.traces;

import org.jspecify.annotations.NullMarked;

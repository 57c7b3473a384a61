// SPDX-License-Identifier: Apache-2.0
/// The service map: who calls whom.
@NullMarked
package dev.clew.map;

import org.jspecify.annotations.NullMarked;

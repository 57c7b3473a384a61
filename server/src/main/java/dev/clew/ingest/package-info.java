// SPDX-License-Identifier: Apache-2.0
/// The straight line that an export request takes to storage.
@NullMarked
package dev.clew.ingest;

import org.jspecify.annotations.NullMarked;

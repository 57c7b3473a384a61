// SPDX-License-Identifier: Apache-2.0
/// Stages after run analysis: each makes something of every run that was stored, and makes it again
/// when a newer result of the run is stored.
@NullMarked
package dev.clew.stage;

import org.jspecify.annotations.NullMarked;

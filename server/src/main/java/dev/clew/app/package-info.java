// SPDX-License-Identifier: Apache-2.0
/// The process: command line, start and stop, and the only place that knows every part.
@NullMarked
package dev.clew.app;

import org.jspecify.annotations.NullMarked;

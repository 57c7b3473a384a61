// SPDX-License-Identifier: Apache-2.0
/// What every part of Clew speaks about: spans, messages, usage. Records, enums and sealed
/// interfaces that import only the JDK.
@NullMarked
package dev.clew.model;

import org.jspecify.annotations.NullMarked;

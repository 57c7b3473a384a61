// SPDX-License-Identifier: Apache-2.0
/// Log records: how they are stored, and the routes that read them.
@NullMarked
package dev.clew.logs;

import org.jspecify.annotations.NullMarked;

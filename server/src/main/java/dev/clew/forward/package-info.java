// SPDX-License-Identifier: Apache-2.0
/// Sends a copy of what arrives to other servers (docs/forwarding.md).
@NullMarked
package dev.clew.forward;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/// Conversations and the people who had them.
@NullMarked
package dev.clew.sessions;

import org.jspecify.annotations.NullMarked;

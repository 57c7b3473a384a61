// SPDX-License-Identifier: Apache-2.0
/// Notifications: channels, and a queue that survives a restart and brings each to its channel.
@NullMarked
package dev.clew.notify;

import org.jspecify.annotations.NullMarked;

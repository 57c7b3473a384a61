// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

/// What a caller must be allowed to do.
public enum Permission {
  /// Reachable by everyone: nothing there depends on stored data.
  NONE,
  READ,
  /// What senders of telemetry may do as well, such as a deploy that notes itself.
  SEND,
  ADMIN
}

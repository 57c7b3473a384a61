// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

/// What became of a line.
public sealed interface Reading {

  record Recognised(GatewayRequest request) implements Reading {}

  /// @param reason what is missing, for the sender
  record Unrecognised(String reason) implements Reading {}
}

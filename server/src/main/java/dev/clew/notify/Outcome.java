// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

/// What became of an attempt to deliver.
sealed interface Outcome {

  record Delivered() implements Outcome {}

  /// Worth another attempt later.
  record Failed(String reason) implements Outcome {}

  /// Would be refused again.
  record Refused(String reason) implements Outcome {}
}

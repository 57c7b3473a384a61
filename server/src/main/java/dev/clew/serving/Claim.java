// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

/// Something that a server and a GPU both say of themselves, and that tells which of several
/// servers on a host uses the GPU.
///
/// @param name in lower case
record Claim(Kind kind, String name) {

  /// The narrowest first.
  enum Kind {
    /// UUID of the GPU, which some servers say.
    DEVICE,
    /// Pod and container.
    CONTAINER,
    POD,
    /// Where the metrics came from: a server that measures its own GPUs.
    INSTANCE
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.AppException;
import java.nio.ByteBuffer;

/// Turns the bytes of one export request into records. One implementation per signal and encoding.
///
/// @param <R> what it decodes to
public interface Decoder<R> {

  /// Decodes a decompressed request. A record that cannot be kept is left out and listed in the
  /// batch's rejections; one that is too large is clipped.
  ///
  /// @param project whose request it is
  /// @throws AppException INVALID when the bytes are not an export request at all; the message
  ///   names the byte offset or the field
  R decode(String project, ByteBuffer body);
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.AppException;
import dev.clew.model.RawBatch;
import java.nio.ByteBuffer;

/// Turns the bytes of one export request into spans. One implementation per encoding.
public interface Decoder {

  /// Decodes a decompressed request. A span that cannot be kept is left out and listed in the
  /// batch's rejections; one that is too large is clipped.
  ///
  /// @param project whose request it is
  /// @throws AppException INVALID when the bytes are not an export request at all; the message
  ///   names the byte offset or the field
  RawBatch decode(String project, ByteBuffer body);
}

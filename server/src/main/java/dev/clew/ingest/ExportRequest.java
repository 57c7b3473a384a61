// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One export as it arrived, whatever it arrived over.
///
/// @param <R> what it is decoded to
/// @param key the credential of the sender, without `Bearer`; `null` when it sent none
/// @param body as received, still compressed; not read again after the line has returned
/// @param compression how to inflate `body`
/// @param decoder for the encoding of the request
public record ExportRequest<R>(
    @Nullable String key, ByteBuffer body, Compression compression, Decoder<R> decoder) {

  /// The content encodings that are accepted.
  public enum Compression {
    NONE,
    GZIP,
    ZSTD,
    /// Snappy's block format, without framing.
    SNAPPY
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One OTLP trace export as it arrived, whatever it arrived over.
///
/// @param key the credential of the sender, without `Bearer`; `null` when it sent none
/// @param body as received, still compressed; not read again after the line has returned
/// @param compression how to inflate `body`
/// @param decoder for the encoding of the request
public record ExportRequest(
    @Nullable String key, ByteBuffer body, Compression compression, Decoder decoder) {

  /// The content encodings that are accepted.
  public enum Compression {
    NONE,
    GZIP,
    ZSTD
  }
}

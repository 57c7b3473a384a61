// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.util.List;

/// The spans of one request that are being, or have been, written.
///
/// @param receivedAt seconds since 1970
/// @param bytes decompressed size of the request
public record StoredBatch(String project, List<PackedSpan> spans, long receivedAt, long bytes) {

  public StoredBatch {
    spans = List.copyOf(spans);
  }

  StoredBatch withSpans(List<PackedSpan> kept) {
    return kept.size() == spans.size() ? this : new StoredBatch(project, kept, receivedAt, bytes);
  }
}

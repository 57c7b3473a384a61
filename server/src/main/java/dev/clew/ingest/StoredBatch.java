// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.Span;
import java.util.List;
import java.util.function.Consumer;

/// The spans of one request that are being, or have been, written.
///
/// @param receivedAt seconds since 1970
/// @param bytes decompressed size of the request
public record StoredBatch(String project, List<PackedSpan> spans, long receivedAt, long bytes)
    implements Signal.Batch {

  public StoredBatch {
    spans = List.copyOf(spans);
  }

  @Override
  public int size() {
    return spans.size();
  }

  /// Hands over every span.
  public void forEachSpan(Consumer<Span> consumer) {
    spans.forEach(packed -> consumer.accept(packed.span()));
  }

  StoredBatch withSpans(List<PackedSpan> kept) {
    return kept.size() == spans.size() ? this : new StoredBatch(project, kept, receivedAt, bytes);
  }
}

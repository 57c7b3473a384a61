// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;

/// The canonical spans of one export request on their way to storage.
///
/// @param rejections one for each span that was left out
/// @param clipped how many spans lost something to the limits of ingest
/// @param bytes decompressed size of the request
public record SpanBatch(
    String project, List<Span> spans, List<Rejection> rejections, int clipped, long bytes) {

  public SpanBatch {
    spans = List.copyOf(spans);
    rejections = List.copyOf(rejections);
  }
}

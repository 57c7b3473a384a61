// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;

/// The spans of one export request, decoded.
///
/// @param project whose they are; from the credential, never from the telemetry
/// @param rejections one for each span that was left out
/// @param clipped how many spans lost something to the limits of ingest
/// @param bytes decompressed size of the request
public record RawBatch(
    String project, List<RawSpan> spans, List<Rejection> rejections, int clipped, long bytes) {

  public RawBatch {
    spans = List.copyOf(spans);
    rejections = List.copyOf(rejections);
  }
}

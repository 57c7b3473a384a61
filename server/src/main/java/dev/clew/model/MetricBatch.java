// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;

/// The metrics of one export request, decoded.
///
/// @param project whose they are; from the credential, never from the telemetry
/// @param rejections one for each point that was left out
/// @param clipped how many points lost something to the limits of ingest
/// @param bytes decompressed size of the request
/// @param contentHash of the decompressed request
public record MetricBatch(
    String project,
    List<Metric> metrics,
    List<Rejection> rejections,
    int clipped,
    long bytes,
    long contentHash) {

  public MetricBatch {
    metrics = List.copyOf(metrics);
    rejections = List.copyOf(rejections);
  }
}

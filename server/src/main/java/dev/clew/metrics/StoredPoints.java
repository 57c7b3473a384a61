// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.ingest.Signal;
import dev.clew.model.Exemplar;
import dev.clew.model.PointValue;
import dev.clew.model.Rejection;
import java.util.List;

/// The points of one request that are being, or have been, written.
///
/// @param receivedAt seconds since 1970
/// @param bytes decompressed size of the request
/// @param contentHash of the request: what a retry is recognised by
public record StoredPoints(
    String project,
    List<Point> points,
    List<Rejection> rejections,
    int clipped,
    long receivedAt,
    long bytes,
    long contentHash)
    implements Signal.Batch {

  /// One value of one series.
  ///
  /// @param startMs milliseconds since 1970; 0 when the sender does not know
  record Point(
      Series series, long startMs, long timeMs, PointValue value, List<Exemplar> exemplars) {}

  public StoredPoints {
    points = List.copyOf(points);
    rejections = List.copyOf(rejections);
  }

  @Override
  public int size() {
    return points.size();
  }

  StoredPoints none() {
    return new StoredPoints(
        project, List.of(), rejections, clipped, receivedAt, bytes, contentHash);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.Counted;
import dev.clew.model.Rejection;
import java.util.List;

/// What became of a request: everything not listed here is stored and synced.
///
/// @param accepted records stored by this request
/// @param duplicate records that were stored before, by an earlier try of the same request
/// @param rejections one for each record that was left out
/// @param clipped records that lost something to the limits of ingest
public record IngestReply(int accepted, int duplicate, List<Rejection> rejections, int clipped) {

  public IngestReply {
    rejections = List.copyOf(rejections);
  }

  /// @param accepted how many records of `batch` were new
  public static IngestReply of(
      int accepted, Signal.Batch batch, List<Rejection> rejections, int clipped) {
    return new IngestReply(accepted, batch.size() - accepted, rejections, clipped);
  }

  /// The sentence for `partial_success.error_message`; empty when nothing is to be said.
  ///
  /// @param record what a record of the signal is called: `span`
  public String message(String record) {
    if (rejections.isEmpty()) {
      return clipped == 0
          ? ""
          : new Counted(clipped, record).were() + " cut to the limits of this server";
    }
    var first = rejections.getFirst();
    return rejections.size() == 1
        ? first.detail()
        : new Counted(rejections.size(), record).were() + " rejected; the first: " + first.detail();
  }
}

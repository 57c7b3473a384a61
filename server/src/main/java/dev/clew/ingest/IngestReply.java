// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.Rejection;
import java.util.List;

/// What became of a request: everything not listed here is stored and synced.
///
/// @param accepted spans stored by this request
/// @param duplicate spans that were stored before, by an earlier try of the same request
/// @param rejections one for each span that was left out
/// @param clipped spans that lost something to the limits of ingest
public record IngestReply(int accepted, int duplicate, List<Rejection> rejections, int clipped) {

  public IngestReply {
    rejections = List.copyOf(rejections);
  }

  /// The sentence for `partial_success.error_message`; empty when nothing is to be said.
  public String message() {
    if (rejections.isEmpty()) {
      return clipped == 0 ? "" : clipped + " spans were cut to the limits of this server";
    }
    var first = rejections.getFirst();
    return rejections.size() == 1
        ? first.detail()
        : rejections.size() + " spans were rejected; the first: " + first.detail();
  }
}

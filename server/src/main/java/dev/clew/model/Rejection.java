// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.Locale;

/// Why a record, or a whole request, was not stored.
///
/// @param detail one sentence for the sender, with the offending value and the expectation
public record Rejection(Reason reason, String detail) {

  /// The reasons that the ingest accounting counts.
  public enum Reason {
    INVALID_TRACE_ID,
    INVALID_SPAN_ID,
    MALFORMED,
    TOO_DEEP,
    TOO_LARGE,
    TRACE_TOO_LARGE,
    UNSUPPORTED_SIGNAL,
    INVALID_POINT,
    SERIES_LIMIT;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
      return label;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What people have said of an issue.
///
/// @param isReopened it was fixed, and has been found in a run that began afterwards
/// @param note of who set the status; may be empty
/// @param since when it was set
record IssueState(Status status, boolean isReopened, String note, Instant since) {

  /// Of which nobody has said anything.
  static final IssueState NEW = new IssueState(Status.OPEN, false, "", Instant.EPOCH);

  /// Where an issue stands.
  enum Status {
    OPEN,
    /// Known, and being worked on or lived with; stays so when it is found again.
    ACKNOWLEDGED,
    /// Opens again when it is found in a run that began afterwards.
    FIXED,
    /// Never opens again by itself.
    IGNORED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// @throws AppException INVALID for any other word
    static Status parse(String label) {
      return Arrays.stream(values())
          .filter(status -> status.label().equals(label))
          .findFirst()
          .orElseThrow(
              () ->
                  new AppException(
                      ErrorCode.INVALID,
                      "status: %s (expected: one of %s)".formatted(label, labels())));
    }

    static List<String> labels() {
      return Arrays.stream(values()).map(Status::label).toList();
    }
  }

  /// What happened to an issue.
  ///
  /// @param by `user`, or `clew` for what happened by itself
  record Change(String time, String status, String note, String by) {}
}

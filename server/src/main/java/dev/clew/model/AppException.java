// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request that cannot continue. Thrown anywhere, turned into an answer once, at the edge.
public final class AppException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient @Nullable Duration retryAfter;

  /// @param message one sentence for the caller: the offending value and the expectation; never
  ///   SQL, never a stack trace
  public AppException(ErrorCode code, String message) {
    this(code, message, null, null);
  }

  public AppException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, cause, null);
  }

  private AppException(
      ErrorCode code, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /// Overload or a storage that does not answer: the sender keeps the data and tries again after
  /// `retryAfter`.
  public static AppException retry(ErrorCode code, String message, Duration retryAfter) {
    return new AppException(code, message, null, retryAfter);
  }

  public ErrorCode code() {
    return code;
  }

  /// When to try again; `null` when the code is not retryable.
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  public String detail() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}

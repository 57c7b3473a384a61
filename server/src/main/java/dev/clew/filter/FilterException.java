// SPDX-License-Identifier: Apache-2.0
package dev.clew.filter;

import org.jspecify.annotations.Nullable;

/// A filter that cannot be understood; says where.
public final class FilterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int position;
  private final int length;
  private final @Nullable String suggestion;

  FilterException(String message, int position, int length, @Nullable String suggestion) {
    super(message);
    this.position = position;
    this.length = length;
    this.suggestion = suggestion;
  }

  /// 0-based character offset of what is wrong.
  public int position() {
    return position;
  }

  public int length() {
    return length;
  }

  /// What was probably meant; `null` when nothing is near.
  public @Nullable String suggestion() {
    return suggestion;
  }

  public String detail() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}

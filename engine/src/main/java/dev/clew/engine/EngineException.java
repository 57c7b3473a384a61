// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement that ClickHouse refused or could not finish. Carries ClickHouse's error code
/// (`ErrorCodes.cpp`); the message is for operators, not for callers of an API.
public final class EngineException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final Pattern CODE = Pattern.compile("Code: (\\d+)");

  /// Our own codes are negative.
  public static final int NOT_READ_ONLY = -1;

  public static final int CLOSED = -2;

  public static final int MEMORY_LIMIT_EXCEEDED = 241;
  public static final int TIMEOUT_EXCEEDED = 159;
  public static final int TOO_MANY_ROWS = 158;
  public static final int TOO_MANY_BYTES = 307;
  public static final int TOO_MANY_ROWS_OR_BYTES = 396;
  public static final int QUERY_WAS_CANCELLED = 394;
  public static final int NOT_ENOUGH_SPACE = 243;

  public static final int CANNOT_WRITE_TO_FILE_DESCRIPTOR = 75;
  public static final int CANNOT_FSYNC = 76;
  public static final int NETWORK_ERROR = 210;
  public static final int TOO_MANY_PARTS = 252;

  /// Wraps failures of the operating system among others.
  public static final int STD_EXCEPTION = 1001;

  private final int code;

  public EngineException(int code, String message) {
    super(message);
    this.code = code;
  }

  /// Reads the code out of ClickHouse's message.
  static EngineException of(String message) {
    Matcher matcher = CODE.matcher(message);
    return new EngineException(matcher.find() ? Integer.parseInt(matcher.group(1)) : 0, message);
  }

  public int code() {
    return code;
  }

  /// The query ran into one of the limits that every query has.
  public boolean isLimit() {
    return switch (code) {
      case MEMORY_LIMIT_EXCEEDED,
          TIMEOUT_EXCEEDED,
          TOO_MANY_ROWS,
          TOO_MANY_BYTES,
          TOO_MANY_ROWS_OR_BYTES ->
          true;
      default -> false;
    };
  }

  /// The same statement may succeed later: memory, disk, too many parts, time, a stopping engine.
  /// Anything else is about the statement itself.
  public boolean isTransient() {
    return switch (code) {
      case CLOSED,
          CANNOT_WRITE_TO_FILE_DESCRIPTOR,
          CANNOT_FSYNC,
          NETWORK_ERROR,
          NOT_ENOUGH_SPACE,
          TOO_MANY_PARTS,
          QUERY_WAS_CANCELLED,
          STD_EXCEPTION ->
          true;
      default -> isLimit();
    };
  }
}

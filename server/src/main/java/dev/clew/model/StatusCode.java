// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// `Status.StatusCode` of OTLP, in the order of its numbers.
public enum StatusCode {
  UNSET(0),
  OK(1),
  ERROR(2);

  private static final StatusCode[] BY_NUMBER = values();

  private final int number;

  StatusCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /// Unknown numbers are UNSET.
  public static StatusCode of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNSET;
  }
}

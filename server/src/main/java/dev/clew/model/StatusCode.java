// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// `Status.StatusCode` of OTLP, in the order of its numbers.
public enum StatusCode {
  UNSET,
  OK,
  ERROR;

  private static final StatusCode[] BY_NUMBER = values();

  /// Unknown numbers are UNSET.
  public static StatusCode of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNSET;
  }
}

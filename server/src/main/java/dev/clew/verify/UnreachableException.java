// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

/// Nothing can be said about the server: it did not answer.
final class UnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}

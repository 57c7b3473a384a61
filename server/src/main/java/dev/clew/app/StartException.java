// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

/// The server cannot start; the message is a sentence for the user.
final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}

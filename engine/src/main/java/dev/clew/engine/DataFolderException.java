// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

/// The data folder cannot be used; the message says why and what to do.
public final class DataFolderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DataFolderException(String message) {
    super(message);
  }

  DataFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}

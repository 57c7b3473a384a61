// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import java.util.List;

/// A configuration that cannot be used; lists everything that is wrong with it.
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConfigException(List<String> errors) {
    super(String.join("\n", errors));
  }

  public String detail() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

/// Which Clew this is.
final class Version {

  static final String VERSION = "0.1.0";

  private Version() {}
}

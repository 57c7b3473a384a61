// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import java.util.Locale;

/// Why tokens bought nothing. A token is counted under the first reason that holds.
public enum Waste {
  NONE,
  /// The definition of a tool that the run never called.
  UNUSED,
  /// The same result twice in one call.
  DUPLICATE,
  /// A later result in the same call answers the same request.
  SUPERSEDED,
  /// Of an attempt that failed and was made again.
  RETRY,
  /// A result that an earlier call had carried already.
  RESEND;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

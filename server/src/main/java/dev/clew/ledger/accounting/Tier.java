// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import java.util.Locale;

/// How the share of a segment in its call is known, best first.
public enum Tier {
  /// Counted with the model's own tokenizer, then scaled to the bill.
  TOKENIZER,
  /// From how the bill grew from call to call.
  USAGE_DELTA,
  /// From bytes and what a token of the model usually takes, then scaled to the bill.
  BYTES;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

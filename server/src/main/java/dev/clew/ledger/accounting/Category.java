// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import java.util.Locale;

/// What tokens were spent on. The categories of a side add up to what the provider charged for it.
/// The order is that of the stored arrays: new ones go last.
public enum Category {
  SYSTEM,
  TOOLDEF,
  USER_NEW,
  HIST_USER,
  HIST_ASSISTANT,
  HIST_TOOLARGS,
  RESULT_FIRST,
  RESULT_RESEND,
  RAG,
  MEMORY,
  SUBAGENT_RESULT,
  REASONING_REPLAY,
  /// Charged for, and not shown by the telemetry.
  OVERHEAD,
  OUT_FINAL,
  OUT_TEXT,
  OUT_TOOLARGS,
  OUT_REASONING;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// As JSON and SQL name it.
  public String label() {
    return label;
  }

  public boolean isInput() {
    return compareTo(OVERHEAD) <= 0;
  }
}

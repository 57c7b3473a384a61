// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What reading content showed besides the content: losses, masks, reasons for the end.
public final class Findings {

  private static final Set<String> MASKS = Set.of("__REDACTED__", "[REDACTED]", "<redacted>");

  private static final Set<String> NORMALISED =
      Set.of("stop", "length", "tool_call", "content_filter", "compaction", "error");

  private final List<String> finishReasons = new ArrayList<>();
  private final List<String> keptReasons;
  private boolean lossy;
  private boolean truncated;
  private boolean redacted;

  /// @param keptReasons finish reasons that an attribute of their own holds, as sent
  public Findings(List<String> keptReasons) {
    this.keptReasons = keptReasons;
  }

  /// Something of the current source is not in the messages, so the source must be kept.
  void lose() {
    lossy = true;
  }

  /// Whether the source read since the last call is held completely; starts the next one.
  public boolean tookAll() {
    boolean all = !lossy;
    lossy = false;
    return all;
  }

  public void cut() {
    truncated = true;
    lossy = true;
  }

  public boolean isTruncated() {
    return truncated;
  }

  /// Passes text on and notices when it is a mask.
  public String see(String text) {
    if (text.length() <= 12 && MASKS.contains(text)) {
      redacted = true;
    }
    return text;
  }

  public boolean isRedacted() {
    return redacted;
  }

  void finished(String reason) {
    finishReasons.add(reason);
    // The call keeps a normalised word; another spelling may be in the source only.
    if (!NORMALISED.contains(reason) && !keptReasons.contains(reason)) {
      lossy = true;
    }
  }

  public List<String> finishReasons() {
    return finishReasons;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that bodies may take together while they arrive. Without it, many slow senders could
/// each hold a whole body for as long as they like. Thread-safe.
public final class ArrivingBytes {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  public ArrivingBytes(long limit) {
    this.limit = limit;
  }

  /// @throws AppException BUSY when there is no room; nothing is held then
  void reserve(int bytes) {
    if (held.addAndGet(bytes) > limit) {
      held.addAndGet(-bytes);
      throw AppException.retry(
          ErrorCode.BUSY,
          "too many requests are arriving at once; send this one again later",
          RETRY_AFTER);
    }
  }

  void release(int bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Keys that stand in pages and apps, where everyone can read them: what they send is limited, and
/// no other kind of key is taken from a page.
public final class PublicKeys {

  private static final double BURST_SECONDS = 2;

  private final Keys keys;
  private final double perSecond;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  /// @param perSecond requests that each key may send, and twice as many at once
  public PublicKeys(Keys keys, double perSecond, InstantSource clock) {
    this.keys = keys;
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /// Counts a request of a sender that may write.
  ///
  /// @throws AppException UNAUTHENTICATED or FORBIDDEN for a key that may not write, THROTTLED for
  ///   a public one that writes too much
  public void accept(@Nullable String key) {
    keys.project(key);
    var id = keys.publicId(key);
    if (id != null) {
      buckets.computeIfAbsent(id, _ -> new Bucket(clock.millis())).take();
    }
  }

  /// Refuses a key that is no secret any more once it is in a page.
  ///
  /// @throws AppException FORBIDDEN
  public void acceptFromPage(@Nullable String key) {
    keys.project(key);
    if (keys.isSecret(key)) {
      throw new AppException(
          ErrorCode.FORBIDDEN, "a page must send a key of type public: everyone can read its key");
    }
  }

  /// Fills at a steady rate; a request takes one.
  private final class Bucket {
    private double left = perSecond * BURST_SECONDS;
    private long filledAt;

    Bucket(long now) {
      filledAt = now;
    }

    synchronized void take() {
      long now = clock.millis();
      double gained = Math.max(0, now - filledAt) / 1e3 * perSecond;
      left = Math.min(perSecond * BURST_SECONDS, left + gained);
      filledAt = now;
      if (left < 1) {
        throw AppException.retry(
            ErrorCode.THROTTLED,
            "this public key sends more than %.0f requests a second".formatted(perSecond),
            Duration.ofMillis((long) Math.ceil((1 - left) / perSecond * 1e3)));
      }
      left--;
    }
  }
}

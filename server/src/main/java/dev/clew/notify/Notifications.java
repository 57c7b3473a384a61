// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import dev.clew.admin.Metadata;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings notifications to their channels, at least once: what was taken in is tried for a day,
/// also after a restart. Attempts of one delivery carry one id, by which a receiver knows what it
/// has.
public final class Notifications implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Notifications.class);
  private static final long TICK_MS = 250;
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final long FIRST_PAUSE_MS = 5_000;
  private static final int MOST_DOUBLINGS = 10;
  private static final long LONGEST_PAUSE_MS = Duration.ofHours(1).toMillis();
  private static final long GIVE_UP_MS = Duration.ofHours(24).toMillis();
  private static final int STOP_SECONDS = 3;
  private static final int PER_CHANNEL = 2;
  private static final int AT_ONCE = 16;

  private final DeliveryQueue queue;
  private final Channels channels;
  private final InstantSource clock;
  private final HttpTarget http;
  private final MailTarget mail;
  private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
  private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("notifications").factory());

  /// @param arePrivateAllowed whether targets may be in private networks
  /// @param trusted certificates that are trusted besides those that the JVM trusts
  public Notifications(
      Metadata metadata,
      boolean arePrivateAllowed,
      List<X509Certificate> trusted,
      InstantSource clock) {
    this(metadata, arePrivateAllowed, trusted, clock, LIMIT);
  }

  Notifications(
      Metadata metadata,
      boolean arePrivateAllowed,
      List<X509Certificate> trusted,
      InstantSource clock,
      Duration limit) {
    queue = new DeliveryQueue(metadata);
    channels = new Channels(metadata);
    this.clock = clock;
    var targets = new Targets(arePrivateAllowed);
    var tls = Trust.context(trusted);
    http = new HttpTarget(targets, limit, clock, tls);
    mail = new MailTarget(targets, limit, tls);
  }

  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::round, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /// Takes a notification in for each channel. Call it within the transaction that causes it: then
  /// either both are kept or none.
  public void tell(Notification notification, List<String> channelIds) {
    long now = clock.millis();
    for (var channel : channelIds) {
      queue.add(
          new Delivery(
              UUID.randomUUID().toString(),
              notification.project(),
              channel,
              notification,
              "waiting",
              0,
              now,
              now,
              "",
              ""));
    }
  }

  Channels channels() {
    return channels;
  }

  DeliveryQueue queue() {
    return queue;
  }

  private void round() {
    try {
      tick();
    } catch (RuntimeException e) {
      log.error("notifications were not looked at", e);
    }
  }

  /// Begins attempts for what is due: a channel that hangs holds up none of the others.
  void tick() {
    if (inFlight.size() >= AT_ONCE) {
      return;
    }
    Map<String, Integer> perChannel = new HashMap<>();
    for (var delivery : queue.due(clock.millis())) {
      int busy = perChannel.merge(delivery.channel(), 1, Integer::sum);
      if (busy <= PER_CHANNEL && inFlight.size() < AT_ONCE && inFlight.add(delivery.id())) {
        attempts.execute(() -> attempt(delivery));
      }
    }
  }

  private void attempt(Delivery delivery) {
    try {
      record(delivery, send(delivery));
    } catch (InterruptedException _) {
      // The server stops: it is tried again after the start.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("delivery {} failed", delivery.id(), e);
      record(delivery, new Outcome.Failed("an error of this server"));
    } finally {
      inFlight.remove(delivery.id());
    }
  }

  private Outcome send(Delivery delivery) throws InterruptedException {
    var channel = channels.find(delivery.project(), delivery.channel());
    return channel == null
        ? new Outcome.Refused("the channel was removed")
        : send(channel, delivery.id(), delivery.notification());
  }

  private Outcome send(Channel channel, String delivery, Notification notification)
      throws InterruptedException {
    return switch (channel.kind()) {
      case WEBHOOK, SLACK, PAGERDUTY -> http.send(channel, delivery, notification);
      case EMAIL -> mail.send(channel, delivery, notification);
    };
  }

  private void record(Delivery delivery, Outcome outcome) {
    long now = clock.millis();
    var at = Instant.ofEpochMilli(now).toString();
    switch (outcome) {
      case Outcome.Delivered() -> queue.delivered(delivery, at);
      case Outcome.Refused(var reason) -> queue.failed(delivery, at, reason);
      case Outcome.Failed(var reason) -> {
        if (now - delivery.createdMs() >= GIVE_UP_MS) {
          queue.failed(delivery, at, reason);
        } else {
          queue.again(delivery, now + pauseMs(delivery.attempts()), reason);
        }
      }
    }
  }

  /// 5 s, 10 s, 20 s … up to an hour.
  static long pauseMs(int attempts) {
    return Math.min(FIRST_PAUSE_MS << Math.min(attempts, MOST_DOUBLINGS), LONGEST_PAUSE_MS);
  }

  /// Tells a channel that this is a test, at once, and writes down what became of it.
  Outcome test(String project, Channel channel, String link) {
    long now = clock.millis();
    var at = Instant.ofEpochMilli(now).toString();
    var id = UUID.randomUUID().toString();
    var notification = Notification.test(project, channel.id(), at, link);
    Outcome outcome;
    try {
      outcome = send(channel, id, notification);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      outcome = new Outcome.Failed("interrupted");
    }
    var error =
        switch (outcome) {
          case Outcome.Delivered() -> "";
          case Outcome.Failed(var reason) -> reason;
          case Outcome.Refused(var reason) -> reason;
        };
    queue.add(
        new Delivery(
            id,
            project,
            channel.id(),
            notification,
            error.isEmpty() ? "delivered" : "failed",
            1,
            now,
            now,
            at,
            error));
    return outcome;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    attempts.shutdown();
    try {
      // An attempt that has arrived is written down before the database closes. One that still
      // waits for its answer is made again after the next start.
      if (!attempts.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        attempts.shutdownNow();
        var _ = attempts.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}

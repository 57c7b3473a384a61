// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.admin.Metadata;
import dev.clew.alerts.AlertState.Phase;
import dev.clew.notify.Notification;
import dev.clew.notify.Notifications;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Evaluates all rules each minute, and those of a project when one of them was changed. It waits
/// while ingest is behind: what has not arrived says nothing.
///
/// States and the notifications that they cause are kept in one transaction, so that a restart
/// neither forgets nor repeats one.
public final class AlertWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AlertWatch.class);
  private static final long TICK_MS = 500;
  private static final long EVERY_MS = 60_000;

  private final AlertRules rules;
  private final AlertStates states;
  private final Silences silences;
  private final RuleReader reader;
  private final Metadata metadata;
  private final Notifications notifications;
  private final Function<String, String> links;
  private final InstantSource clock;
  private final BooleanSupplier isIngestBehind;
  private final Map<String, Long> dueMs = new ConcurrentHashMap<>();
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("alerts").factory());

  /// How a rule stood when it was last evaluated.
  ///
  /// @param at ISO 8601
  /// @param first of its largest group; `null` when there was none
  record Seen(String at, @Nullable Observation first) {}

  /// A step of one group, to be kept.
  private record Happening(
      AlertRule rule, AlertState state, Lifecycle.Step step, boolean isSilenced) {}

  /// @param links makes a path of the web UI into an address
  AlertWatch(
      AlertRules rules,
      Metadata metadata,
      RuleReader reader,
      Notifications notifications,
      Function<String, String> links,
      InstantSource clock,
      BooleanSupplier isIngestBehind) {
    this.rules = rules;
    this.metadata = metadata;
    this.reader = reader;
    this.notifications = notifications;
    this.links = links;
    this.clock = clock;
    this.isIngestBehind = isIngestBehind;
    states = new AlertStates(metadata);
    silences = new Silences(metadata);
  }

  void start() {
    var _ = thread.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  AlertStates states() {
    return states;
  }

  Silences silences() {
    return silences;
  }

  /// `null` until the rule was evaluated.
  @Nullable Seen seen(String rule) {
    return seen.get(rule);
  }

  /// Told when a rule is new or another: its state follows at once.
  void changed(String project) {
    dueMs.put(project, 0L);
  }

  private void tick() {
    for (var project : rules.projects()) {
      long now = clock.millis();
      if (isIngestBehind.getAsBoolean() || now < dueMs.getOrDefault(project, 0L)) {
        continue;
      }
      dueMs.put(project, now + EVERY_MS);
      try {
        evaluate(project, Instant.ofEpochMilli(now));
      } catch (RuntimeException e) {
        log.error("alerts of {} were not evaluated", project, e);
      }
    }
    reader.keepOnly(
        rules.projects().stream()
            .flatMap(project -> rules.of(project).stream())
            .collect(Collectors.toSet()));
  }

  /// One round over the rules of a project.
  void evaluate(String project, Instant now) {
    var all = rules.of(project);
    var readings =
        reader.read(
            project, all.stream().filter(AlertRule::isEnabled).toList(), now.getEpochSecond());
    var active = silences.of(project).stream().filter(silence -> silence.isActive(now)).toList();
    var before =
        states.of(project).values().stream().collect(Collectors.groupingBy(AlertState::rule));
    var happenings = new ArrayList<Happening>();
    for (var rule : all) {
      var were = before.getOrDefault(rule.id(), List.of());
      var read = readings.get(rule);
      if (!rule.isEnabled()) {
        were.forEach(state -> happenings.add(end(rule, state)));
      } else if (read != null) {
        happenings.addAll(step(rule, read, were, active, now));
      }
    }
    keep(project, happenings, now);
  }

  private List<Happening> step(
      AlertRule rule, Readings read, List<AlertState> were, List<Silence> active, Instant now) {
    var happenings = new ArrayList<Happening>();
    var byMember = were.stream().collect(Collectors.toMap(AlertState::member, state -> state));
    var members = new LinkedHashSet<>(read.members());
    Observation first = null;
    members.addAll(byMember.keySet());
    for (var member : members) {
      var was = byMember.get(member);
      var observation = Judge.observe(rule, read, member);
      first = first == null ? observation : first;
      boolean isSilenced = active.stream().anyMatch(silence -> silence.holdsFor(rule, member));
      var step = Lifecycle.step(rule, member, was, observation, now.toEpochMilli(), isSilenced);
      var state = step.after() == null ? was : step.after();
      if (state != null && (step.after() == null || !step.after().equals(was))) {
        happenings.add(new Happening(rule, state, step, isSilenced));
      }
    }
    seen.put(rule.id(), new Seen(now.toString(), first));
    return happenings;
  }

  /// A rule that is switched off or removed fires no more.
  private static Happening end(AlertRule rule, AlertState state) {
    boolean fired = state.phase() == Phase.FIRING;
    return new Happening(
        rule,
        state,
        new Lifecycle.Step(
            null, fired ? Phase.RESOLVED : null, fired && state.isTold() ? Phase.RESOLVED : null),
        false);
  }

  private synchronized void keep(String project, List<Happening> happenings, Instant now) {
    // A rule that was removed meanwhile has no state.
    var known = rules.of(project).stream().map(AlertRule::id).collect(Collectors.toSet());
    var some = happenings.stream().filter(one -> known.contains(one.rule().id())).toList();
    if (!some.isEmpty()) {
      metadata.transaction(() -> some.forEach(one -> keep(project, one, now)));
    }
  }

  private void keep(String project, Happening happening, Instant now) {
    var step = happening.step();
    if (step.after() == null) {
      states.remove(happening.state());
    } else {
      states.put(step.after());
    }
    if (step.entered() != null) {
      states.add(happening.state(), now.toString(), step.entered(), happening.isSilenced());
    }
    if (step.told() != null) {
      var rule = happening.rule();
      notifications.tell(
          notification(project, rule, happening.state(), step.told(), now), rule.channels());
    }
  }

  private Notification notification(
      String project, AlertRule rule, AlertState state, Phase phase, Instant now) {
    return new Notification(
        project,
        state.key(),
        phase.label(),
        rule.severity().label(),
        rule.id(),
        rule.name(),
        state.member(),
        AlertStates.known(state.value()),
        AlertStates.known(state.threshold()),
        Instant.ofEpochMilli(state.sinceMs()).toString(),
        now.toString(),
        Sentence.of(rule, state, phase),
        links.apply(ViewLink.of(rule, state, now.toEpochMilli())));
  }

  /// Removes a rule with its history; who was told that it fires is told that it does not.
  synchronized void remove(String project, AlertRule rule, Instant now) {
    metadata.transaction(
        () -> {
          states.of(project).values().stream()
              .filter(state -> state.rule().equals(rule.id()))
              .forEach(state -> keep(project, end(rule, state), now));
          states.forget(rule.id());
          rules.remove(project, rule.id());
        });
    seen.remove(rule.id());
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

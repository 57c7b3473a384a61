// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.dropin.Protocol.Readiness;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts objects together that arrive in pieces, because a span is written once
/// (docs/adr/0012-objects-in-pieces.md).
///
/// An object that is whole is stored at once. One that is not is held, in memory and in a synced
/// file, until the rest comes, until nothing has come for a while, or until there are too many.
/// What was stored is remembered for a while: an update that comes later makes the span again, with
/// the same id, and readers show the newest.
public final class Holding implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Holding.class);

  private static final long CHUNK_BYTES = 4L << 20;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Sink sink;
  private final HeldFile file;
  private final Limits limits;
  private final Map<String, Protocol> protocols;
  private final Map<Held.Key, Held> held = new HashMap<>();
  private final Recent recent;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("held-objects").factory());
  private long heldBytes;

  /// Where spans go.
  @FunctionalInterface
  public interface Sink {

    /// Returns when the spans are durable.
    ///
    /// @param body an OTLP request in JSON
    /// @throws AppException when nothing was stored; its code says whether to try again
    void store(String project, ByteBuffer body);
  }

  /// Bounds of what is held.
  ///
  /// @param settle how long nothing must come for an object without an end
  /// @param open how long the rest of an object is waited for
  /// @param bytes of held objects; beyond it the oldest are stored as they are
  public record Limits(Duration settle, Duration open, long bytes) {
    public static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(3), Duration.ofMinutes(10), 64L << 20);
  }

  /// Takes up what the file still holds.
  public Holding(Path file, Sink sink, Limits limits) throws IOException {
    this.sink = sink;
    this.limits = limits;
    this.protocols =
        List.of(new LangfuseSpans(), new LangSmithSpans(), new OpikSpans(), new WeaveSpans())
            .stream()
            .collect(Collectors.toMap(Protocol::name, protocol -> protocol));
    this.recent = new Recent(limits.bytes() / 2);
    this.file = HeldFile.open(file);
    long now = System.nanoTime();
    for (var one : this.file.read(now)) {
      if (protocols.containsKey(one.key().protocol())) {
        keep(one.dueAt(now + wait(one).toNanos()));
      }
    }
  }

  public void start() {
    var _ = timer.scheduleWithFixedDelay(this::sweep, 500, 500, TimeUnit.MILLISECONDS);
  }

  /// Returns when everything in `pieces` is stored, or held where a crash does not lose it.
  ///
  /// @throws AppException when something is neither; the same pieces may be sent again
  void take(String project, String protocol, List<Piece> pieces) {
    List<OtlpSpan> whole = new ArrayList<>();
    List<Held> finished;
    synchronized (this) {
      if (heldBytes > 2 * limits.bytes()) {
        throw AppException.retry(
            ErrorCode.BUSY, "too many objects wait for their end", RETRY_AFTER);
      }
      finished = sort(project, protocol, pieces, whole);
    }
    store(project, whole);
    release(finished);
  }

  /// Holds what is not whole, and says which objects are done with once `whole` is stored.
  private List<Held> sort(
      String project, String protocol, List<Piece> pieces, List<OtlpSpan> whole) {
    var rules = Objects.requireNonNull(protocols.get(protocol));
    // What is known of an object is copied once, however many pieces of it come.
    Map<Held.Key, ObjectNode> together = new LinkedHashMap<>();
    for (var piece : pieces) {
      var key = new Held.Key(project, protocol, piece.kind(), piece.id());
      var fields = together.computeIfAbsent(key, this::copy);
      Pieces.merge(fields, piece.fields());
    }
    List<Held> finished = new ArrayList<>();
    List<Held> waiting = new ArrayList<>();
    for (var entry : together.entrySet()) {
      var key = entry.getKey();
      var known = known(key);
      if (known != null && known.piece().fields().equals(entry.getValue())) {
        continue;
      }
      var one = now(key, known, entry.getValue());
      boolean wasHeld = held.containsKey(key);
      boolean isLate = known != null && !wasHeld;
      var readiness = rules.readiness(one.piece());
      if (readiness == Readiness.WHOLE && !isLate) {
        addSpan(one, whole);
        finished.add(one);
      }
      // What was held before is written once more when it is whole: after a crash the file must not
      // bring back less than what was stored.
      if (readiness != Readiness.WHOLE || isLate || wasHeld) {
        waiting.add(one.dueAt(due(one, readiness, isLate)));
      }
    }
    hold(waiting);
    return finished;
  }

  /// On disk first: what is only in memory would be taken for held when it is sent again.
  private void hold(List<Held> objects) {
    if (objects.isEmpty()) {
      return;
    }
    try {
      file.append(objects.stream().map(Held::line).toList());
    } catch (IOException e) {
      throw AppException.retry(
          ErrorCode.STORAGE_DOWN, "the server cannot write to its disk", RETRY_AFTER);
    }
    objects.forEach(this::keep);
  }

  /// The span of an object, with what is known of the object that it is about.
  private void addSpan(Held one, List<OtlpSpan> spans) {
    var key = one.key();
    var rules = Objects.requireNonNull(protocols.get(key.protocol()));
    var about = rules.about(one.piece());
    var known =
        about == null
            ? null
            : known(new Held.Key(key.project(), key.protocol(), about.kind(), about.id()));
    var span = rules.span(one.piece(), known == null ? null : known.piece());
    if (span != null) {
      spans.add(span);
    }
  }

  private @Nullable Held known(Held.Key key) {
    var waiting = held.get(key);
    return waiting == null ? recent.get(key) : waiting;
  }

  private ObjectNode copy(Held.Key key) {
    var known = known(key);
    return known == null
        ? JsonNodeFactory.instance.objectNode()
        : known.piece().fields().deepCopy();
  }

  private static Held now(Held.Key key, @Nullable Held known, ObjectNode fields) {
    return new Held(
        key,
        new Piece(key.kind(), key.id(), fields),
        known == null ? System.nanoTime() : known.since(),
        0,
        fields.toString().length() + 200);
  }

  /// An object that keeps changing is stored now and then all the same.
  private long due(Held one, Readiness readiness, boolean isLate) {
    long now = System.nanoTime();
    return switch (readiness) {
      case WHOLE -> now + limits.settle().toNanos();
      case SETTLING -> {
        long since = isLate ? now : one.since();
        yield Math.min(
            now + limits.settle().toNanos(), since + limits.settle().multipliedBy(10).toNanos());
      }
      case OPEN -> isLate ? now + limits.settle().toNanos() : one.since() + limits.open().toNanos();
    };
  }

  private Duration wait(Held one) {
    var rules = Objects.requireNonNull(protocols.get(one.key().protocol()));
    return rules.readiness(one.piece()) == Readiness.OPEN ? limits.open() : limits.settle();
  }

  private void keep(Held one) {
    var before = held.put(one.key(), one);
    heldBytes += one.bytes() - (before == null ? 0 : before.bytes());
  }

  private void store(String project, List<OtlpSpan> spans) {
    if (!spans.isEmpty()) {
      sink.store(project, OtlpBody.of(spans));
    }
  }

  private synchronized void release(List<Held> stored) {
    List<String> lines = new ArrayList<>();
    for (var one : stored) {
      recent.put(one);
      var waiting = held.get(one.key());
      // When more has come meanwhile, that is still to be stored.
      if (waiting != null && waiting.piece().equals(one.piece())) {
        held.remove(one.key());
        heldBytes -= waiting.bytes();
        lines.add(Held.gone(one.key()));
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    try {
      file.note(lines);
      file.tidy(held.values());
    } catch (IOException e) {
      // They come back after a crash, are stored again, and are recognised as the same.
      log.warn("the file of held objects cannot be written: {}", e.toString());
    }
  }

  private void sweep() {
    try {
      for (var byProject : due().entrySet()) {
        storeHeld(byProject.getKey(), byProject.getValue());
      }
    } catch (AppException e) {
      log.debug("held objects are stored later: {}", e.toString());
    } catch (RuntimeException e) {
      log.error("held objects could not be stored", e);
    }
  }

  /// In requests of a size that the line takes.
  private void storeHeld(String project, List<Held> objects) {
    List<Held> chunk = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < objects.size(); i++) {
      chunk.add(objects.get(i));
      bytes += objects.get(i).bytes();
      if (bytes > CHUNK_BYTES || i == objects.size() - 1) {
        storeChunk(project, chunk);
        release(chunk);
        chunk.clear();
        bytes = 0;
      }
    }
  }

  private void storeChunk(String project, List<Held> chunk) {
    List<OtlpSpan> spans = new ArrayList<>();
    synchronized (this) {
      chunk.forEach(one -> addSpan(one, spans));
    }
    try {
      store(project, spans);
    } catch (AppException e) {
      if (e.code().isRetryable()) {
        throw e;
      }
      // Trying again would not help, and would keep everything else waiting.
      log.warn("{} held objects of {} are not stored: {}", chunk.size(), project, e.toString());
    }
  }

  /// What is to be stored now: what has waited long enough, and the oldest when there is too much.
  private synchronized Map<String, List<Held>> due() {
    long now = System.nanoTime();
    long excess = heldBytes - limits.bytes();
    List<Held> due = new ArrayList<>();
    var oldestFirst = held.values().stream().sorted(Comparator.comparingLong(Held::since)).toList();
    for (var one : oldestFirst) {
      if (one.due() <= now || excess > 0) {
        due.add(one);
        excess -= one.bytes();
      }
    }
    return due.stream().limit(1_000).collect(Collectors.groupingBy(one -> one.key().project()));
  }

  @Override
  public void close() {
    timer.close();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners about log records as they become visible.
///
/// For each stored request and each filter that somebody listens with, one query reads the records
/// that match. Nobody listening costs nothing. When records come faster than they can be read, some
/// are left out: a tail is for watching.
public final class LogTail implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogTail.class);
  private static final int MAX_LISTENERS = 100;
  private static final int WAITING_BATCHES = 64;
  private static final int SHOWN_RECORDS = 500;
  private static final Duration QUERY_LIMIT = Duration.ofSeconds(5);
  private static final long NANOS = 1_000_000_000L;

  private final Store store;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING_BATCHES),
          Thread.ofPlatform().name("log-tail").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private volatile boolean closed;

  /// @param store never asked to refresh
  public LogTail(Store store) {
    this.store = store;
    thread.allowCoreThreadTimeOut(true);
  }

  private record Question(String project, FilterSql.Condition condition) {}

  /// Somebody who listens.
  record Listener(Question question, Consumer<String> onRecord, Runnable onClose) {}

  /// @param onRecord gets a record as JSON; MUST NOT block
  /// @param onClose called when the server stops
  /// @throws AppException THROTTLED when there are too many
  Listener listen(String project, Filter filter, Consumer<String> onRecord, Runnable onClose) {
    if (listeners.size() >= MAX_LISTENERS || closed) {
      throw new AppException(
          ErrorCode.THROTTLED,
          "tail: %d connections (expected: fewer than %d)"
              .formatted(listeners.size(), MAX_LISTENERS));
    }
    var condition = store.compile(filter, Subject.LOGS);
    var listener = new Listener(new Question(project, condition), onRecord, onClose);
    listeners.add(listener);
    return listener;
  }

  void leave(Listener listener) {
    listeners.remove(listener);
  }

  /// Told once the records can be queried; returns at once.
  public void stored(StoredLogs batch) {
    if (batch.size() > 0
        && listeners.stream().anyMatch(one -> one.question().project().equals(batch.project()))) {
      int from = Math.max(0, batch.size() - SHOWN_RECORDS);
      var shown = batch.records().subList(from, batch.size());
      var ids = shown.stream().map(one -> Long.toUnsignedString(one.id())).toList();
      long first = shown.stream().mapToLong(PreparedLog::timeNs).min().orElse(0) / NANOS;
      long last = shown.stream().mapToLong(PreparedLog::timeNs).max().orElse(0) / NANOS;
      var range =
          new Range(
              Math.min(first, batch.receivedAt()) - 60, Math.max(last, batch.receivedAt()) + 60);
      thread.execute(() -> tell(batch.project(), ids, range));
    }
  }

  /// Seconds since 1970.
  private record Range(long from, long to) {}

  private void tell(String project, List<String> ids, Range range) {
    var byQuestion =
        listeners.stream()
            .filter(listener -> listener.question().project().equals(project))
            .collect(Collectors.groupingBy(Listener::question));
    try {
      byQuestion.forEach(
          (question, asking) ->
              store.query(
                  records(question, ids, range),
                  row -> {
                    var json = LogJson.text(row);
                    asking.forEach(listener -> listener.onRecord().accept(json));
                  }));
    } catch (EngineException e) {
      log.warn("{} log records are missing from the tail: {}", ids.size(), e.getMessage());
    } catch (RuntimeException e) {
      log.error("log tail failed", e);
    }
  }

  private Statement records(Question question, List<String> ids, Range range) {
    return Statement.of(
            """
            SELECT %s
            FROM ${database}.logs
            WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64}) AND toDateTime({to:Int64})
              AND id IN {ids:Array(UInt64)}
              AND %s
            ORDER BY time, sequence, id
            LIMIT 1 BY time, id
            """
                .formatted(LogColumns.LIST, question.condition().sql())
                .replace("${database}", store.database()))
        .with("project", question.project())
        .within(QUERY_LIMIT)
        .withAll(question.condition().parameters())
        .with("ids", "[" + String.join(",", ids) + "]")
        .with("from", Math.max(0, range.from()))
        .with("to", Math.min(range.to(), 4_000_000_000L));
  }

  /// Ends every connection. Call before the server waits for its requests.
  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
    listeners.forEach(listener -> listener.onClose().run());
    listeners.clear();
  }
}

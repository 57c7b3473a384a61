// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Reply;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Filter;
import dev.clew.model.TraceId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners about traces as they appear and change.
///
/// Run analysis says which traces have new summaries; for each batch of them and each filter that
/// somebody listens with, one query reads those that match. Nobody listening costs nothing. When
/// batches come faster than they can be read, the newest are left out: a tail is for watching.
public final class Tail implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Tail.class);
  static final int MAX_LISTENERS = 100;
  private static final int WAITING_BATCHES = 64;
  private static final Duration QUERY_LIMIT = Duration.ofSeconds(5);

  private final Store store;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING_BATCHES),
          Thread.ofPlatform().name("tail").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private boolean closed;

  /// @param store whose data is fresh when analysis says so; it is never asked to refresh
  public Tail(Store store) {
    this.store = store;
    thread.allowCoreThreadTimeOut(true);
  }

  /// What a listener asked for.
  private record Question(String project, FilterSql.Condition condition) {}

  /// Somebody who listens.
  record Listener(Question question, Consumer<String> onSummary, Runnable onClose) {}

  /// @param onSummary gets a summary as JSON; MUST NOT block
  /// @param onClose called when the server stops
  /// @throws AppException THROTTLED when there are too many, BUSY when the server stops
  synchronized Listener listen(
      String project, Filter filter, Consumer<String> onSummary, Runnable onClose) {
    var condition = store.compile(filter, Subject.TRACES);
    if (closed) {
      throw new AppException(ErrorCode.BUSY, "the server is stopping");
    }
    if (listeners.size() >= MAX_LISTENERS) {
      throw new AppException(
          ErrorCode.THROTTLED,
          "tail: %d others listen already (expected: at most %d listeners); close one, or come back later"
              .formatted(listeners.size(), MAX_LISTENERS));
    }
    var listener = new Listener(new Question(project, condition), onSummary, onClose);
    listeners.add(listener);
    return listener;
  }

  void leave(Listener listener) {
    listeners.remove(listener);
  }

  /// Told by run analysis; returns at once.
  public void analysed(String project, List<TraceId> traces) {
    if (!traces.isEmpty()
        && listeners.stream().anyMatch(one -> one.question().project().equals(project))) {
      thread.execute(() -> tell(project, traces));
    }
  }

  private void tell(String project, List<TraceId> traces) {
    var byQuestion =
        listeners.stream()
            .filter(listener -> listener.question().project().equals(project))
            .collect(Collectors.groupingBy(Listener::question));
    byQuestion.forEach((question, asking) -> tell(question, traces, asking));
  }

  /// A question that fails costs its own listeners this batch, nobody else.
  private void tell(Question question, List<TraceId> traces, List<Listener> asking) {
    try {
      store.query(
          summaries(question, traces),
          row -> {
            var summary = new LinkedHashMap<String, @Nullable Object>();
            row.columns().forEach(column -> summary.put(column, row.get(column)));
            var json = json(summary);
            asking.forEach(listener -> listener.onSummary().accept(json));
          });
    } catch (EngineException e) {
      log.warn("a batch of {} traces is missing from the tail: {}", traces.size(), e.getMessage());
    } catch (RuntimeException e) {
      log.error("tail failed", e);
    }
  }

  private static String json(Map<String, @Nullable Object> summary) {
    var reply =
        Reply.json(
            json -> {
              for (var field : summary.entrySet()) {
                Reply.writeField(json, field.getKey(), field.getValue());
              }
            });
    return reply.text();
  }

  /// The times of the traces themselves bound what the filter reads.
  private Statement summaries(Question question, List<TraceId> traces) {
    var ids = traces.stream().map(TraceId::hex).toList();
    long[] seconds = {0, 0};
    store.query(
        about(
                question,
                """
            SELECT toUnixTimestamp(min(first_minute)) AS oldest, toUnixTimestamp(max(last_minute)) AS newest
            FROM ${database}.traces
            WHERE project_id = {project:String} AND trace_id IN (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
            """)
            .with("ids", ids),
        row -> {
          seconds[0] = row.number("oldest");
          seconds[1] = row.number("newest");
        });
    return about(
            question,
            """
            SELECT %s
            FROM (
              SELECT * FROM ${database}.runs FINAL
              WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 60) AND toDateTime({to:Int64} + 60)
                AND trace_id IN (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
                AND %s
            ) AS r
            ORDER BY r.start_time
            LIMIT 1000
            """
                .formatted(Summaries.COLUMNS, question.condition().sql()))
        .withAll(question.condition().parameters())
        .with("ids", ids)
        .with("from", seconds[0])
        .with("to", seconds[1]);
  }

  private Statement about(Question question, String sql) {
    return Statement.of(sql.replace("${database}", store.database()))
        .with("project", question.project())
        .within(QUERY_LIMIT);
  }

  int listening() {
    return listeners.size();
  }

  /// Ends every connection. Call before the server waits for its requests.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.shutdownNow();
    listeners.forEach(listener -> listener.onClose().run());
    listeners.clear();
  }
}

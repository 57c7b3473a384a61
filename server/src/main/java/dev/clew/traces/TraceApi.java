// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.Cursor;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Meanwhile;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.Windows;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.traces.InferredSpans.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One trace: its summary and its spans, without content.
public final class TraceApi {

  private static final int MAX_SPANS = 50_000;

  /// How long a span may be on its way between the moment it is stamped with and the tables.
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(15);

  /// The last second that a DateTime of ClickHouse can say.
  private static final long MAX_SECONDS = 4_294_967_295L;

  private final Store store;
  private final SpanReader spans;

  public TraceApi(Store store) {
    this.store = store;
    this.spans = new SpanReader(store);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/traces/{trace_id}",
            "A trace with its spans in order of their start",
            List.of(
                new Parameter("limit", "integer", "spans of a page, 1..50000; default 5000"),
                Parameter.CURSOR,
                new Parameter(
                    "since",
                    "string",
                    "only spans that arrived from then on: as_of of an earlier answer")),
            this::trace),
        Endpoint.get(
            "/api/v1/traces/{trace_id}/spans/{span_id}",
            "A span with everything that was sent",
            List.of(),
            spans::span),
        Endpoint.get(
            "/api/v1/traces/{trace_id}/conversation",
            "What was said in a trace",
            List.of(),
            new ConversationReader(store)::conversation));
  }

  private Reply trace(Request request) {
    store.refresh(request);
    int limit = request.number("limit", 5_000, 1, MAX_SPANS);
    var place = TracePlace.of(store, request);
    try (var summarised = Meanwhile.of(() -> summary(place));
        var inferring = Meanwhile.of(() -> InferredSpans.read(place));
        var judged = Meanwhile.of(() -> CallFacts.read(store, calls(place)))) {
      var rows = new ArrayDeque<Row>();
      var stats = store.query(page(request, place, limit), row -> rows.add(row.kept()));
      var page = new Page();
      for (var row = rows.poll(); row != null; row = rows.poll()) {
        var span = SpanFields.of(row, judged.get().of(row));
        page.add(Long.toString(row.number("start_time")), SpanFields.id(row), span);
      }
      var summary = summarised.get();
      if (summary == null && page.size() == 0) {
        throw new AppException(ErrorCode.NOT_FOUND, "no trace " + place.trace());
      }
      var inferred = inferring.get();
      if (request.text("since") == null) {
        addInferred(page, inferred, request, limit);
      }
      return Reply.json(
          HttpStatus.OK,
          MediaType.JSON_UTF_8,
          json -> {
            json.writeFieldName("trace");
            Reply.object(
                json, summary == null ? Map.of("trace_id", place.trace()) : summary.fields());
            json.writeArrayFieldStart("spans");
            page.write(json, limit);
            json.writeEndArray();
            boolean more = page.size() > limit;
            json.writeBooleanField("truncated", more);
            json.writeStringField(
                "next_cursor", more ? new Cursor(page.last(limit)).encode() : null);
            json.writeBooleanField("accounted", summary != null && isAccounted(summary, inferred));
            json.writeStringField("as_of", request.now().minus(ON_ITS_WAY).toString());
            Reply.stats(json, stats);
          });
    }
  }

  /// Tools that no span shows stand among the spans. What arrived since brings none.
  private static void addInferred(Page page, InferredSpans inferred, Request request, int limit) {
    var cursor = request.text("cursor");
    var after = cursor == null ? null : Place.of(Cursor.decode(cursor, 2).values());
    var last = page.size() > limit ? Place.of(page.last(limit + 1)) : null;
    for (var one : inferred.between(after, last)) {
      page.insert(Long.toString(one.startNs()), one.id(), one.fields(), Place.ORDER);
    }
  }

  /// Whether the run's ledger is of what is known of the trace by now.
  private static boolean isAccounted(Summary summary, InferredSpans inferred) {
    return summary.llmCalls() == 0 || inferred.version() >= summary.version();
  }

  /// @param version of the run
  private record Summary(Map<String, @Nullable Object> fields, long llmCalls, long version) {}

  /// The run's row; `null` until the trace is analysed.
  private @Nullable Summary summary(TracePlace place) {
    var found = new ArrayList<Summary>();
    store.query(
        place.about(
            """
                SELECT %s, version FROM (
                  SELECT * FROM ${database}.runs FINAL
                  WHERE project_id = {project:String} AND ${in_minutes} AND trace_id = wanted
                )
                """
                .formatted(Summaries.COLUMNS)),
        row -> {
          var fields = new LinkedHashMap<String, @Nullable Object>();
          row.columns().forEach(column -> fields.put(column, row.get(column)));
          fields.remove("version");
          found.add(new Summary(fields, row.number("llm_calls"), row.number("version")));
        });
    return found.isEmpty() ? null : found.getFirst();
  }

  private Statement page(Request request, TracePlace place, int limit) {
    var cursor = request.text("cursor");
    var after = cursor == null ? null : Cursor.decode(cursor, 2);
    var since = request.time("since");
    var statement =
        place
            .about(
                """
                SELECT %s FROM ${database}.spans
                WHERE project_id = {project:String} AND ${in_minutes} AND xxHash32(trace_id) = xxHash32(wanted) AND trace_id = wanted
                  AND received_at >= toDateTime({since:Int64}) AND %s
                ORDER BY start_time, span_id, received_at DESC
                LIMIT 1 BY span_id
                LIMIT {page:UInt32}
                """
                    .formatted(
                        SpanFields.COLUMNS,
                        after == null
                            ? "true"
                            : "(start_time, span_id) > (fromUnixTimestamp64Nano({after:Int64}), toFixedString(unhex({after_id:String}), 8))"))
            .with("page", limit + 1L)
            .with("since", since == null ? 0 : Math.clamp(since.getEpochSecond(), 0, MAX_SECONDS));
    if (after == null) {
      return statement;
    }
    return statement
        .with("after", Windows.number(after.values().get(0)))
        .with("after_id", after.values().get(1));
  }

  private static Statement calls(TracePlace place) {
    return place.about(
        """
        SELECT %s FROM ${database}.calls FINAL
        WHERE project_id = {project:String} AND ${in_minutes} AND trace_id = wanted
        """
            .formatted(CallFacts.COLUMNS));
  }
}

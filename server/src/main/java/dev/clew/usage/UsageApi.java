// SPDX-License-Identifier: Apache-2.0
package dev.clew.usage;

import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.rollup.ChargedCalls;
import dev.clew.rollup.ChargedCalls.Question;
import dev.clew.rollup.Labels;
import dev.clew.rollup.Length;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tokens, calls and latencies over time, from the calls that are charged.
public final class UsageApi {

  static final Parameter STEP =
      new Parameter("step", "string", "such as 60s, 5m, 1h; without it one point");

  private static final String PERCENTILES = "percentiles";
  private static final String TRACES = "traces";
  private static final int MAX_SERIES = 50;
  private static final String OTHER = "other";

  private final Store store;

  public UsageApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    var parameters = new ArrayList<>(Parameter.SEARCH);
    parameters.add(
        new Parameter(
            "group_by",
            "string",
            "labels separated by commas, of %s; or tool alone, by the ledgers"
                .formatted(Labels.all())));
    parameters.add(STEP);
    parameters.add(
        new Parameter(
            PERCENTILES,
            "boolean",
            "false leaves the percentiles out, which is several times faster over many calls; default true"));
    parameters.add(
        new Parameter(
            TRACES,
            "boolean",
            "false leaves the number of traces out, which is faster over many calls, too; default true"));
    return List.of(
        Endpoint.get(
            "/api/v1/usage",
            "Usage of the traces that match, in at most 50 series and one called other",
            parameters,
            this::usage));
  }

  /// The points of one combination of labels.
  private record Series(List<String> values, List<Map<String, @Nullable Object>> points) {

    void add(Row row) {
      var point = new LinkedHashMap<String, @Nullable Object>();
      row.columns().forEach(column -> point.put(column, row.get(column)));
      point.remove("labels");
      points.add(point);
    }
  }

  private Reply usage(Request request) {
    store.refresh(request);
    var steps = Steps.of(request);
    var labels = groupBy(request.text("group_by"));
    var series = new LinkedHashMap<List<String>, Series>();
    var stats =
        store.query(
            query(request, steps, labels),
            row ->
                series
                    .computeIfAbsent(
                        row.list("labels"), values -> new Series(values, new ArrayList<>()))
                    .add(row));
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("series");
          for (var one : series.values()) {
            json.writeStartObject();
            json.writeObjectFieldStart("labels");
            for (int i = 0; i < labels.size(); i++) {
              // What no call said is left out.
              if (!one.values().get(i).isEmpty()) {
                json.writeStringField(labels.get(i), one.values().get(i));
              }
            }
            json.writeEndObject();
            json.writeArrayFieldStart("points");
            for (var point : one.points()) {
              json.writeStartArray();
              json.writeString(steps.time(point.remove("point") instanceof Long at ? at : 0));
              Reply.object(json, point);
              json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }

  private static List<String> groupBy(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    if (text.equals(ToolUsage.LABEL)) {
      return List.of(ToolUsage.LABEL);
    }
    var labels = List.of(text.split(",", -1));
    for (var label : labels) {
      if (!Labels.all().contains(label)) {
        throw new AppException(
            ErrorCode.INVALID, "group_by: %s (expected: of %s)".formatted(label, Labels.all()));
      }
    }
    return labels;
  }

  /// Which combinations of labels get a series is found on counts alone: an old version of a call
  /// can at most move the last place.
  private Statement query(Request request, Steps steps, List<String> labels) {
    var condition = store.compile(request.filter(), Subject.TRACES);
    var matching =
        condition.sql().equals("true")
            ? "true"
            : "trace_id IN (SELECT trace_id FROM ${database}.runs FINAL WHERE %s AND %s)"
                .formatted(Summaries.IN_RANGE, condition.sql());
    if (labels.contains(ToolUsage.LABEL)) {
      return ToolUsage.query(store, request, steps, matching)
          .withAll(condition.parameters())
          .with("max", MAX_SERIES)
          .with("other", OTHER);
    }
    boolean percentiles = request.flag(PERCENTILES, true);
    boolean traces = request.flag(TRACES, true);
    var answer =
        ChargedCalls.answer(
            store,
            request.project(),
            steps.range(),
            new Question(labels, steps::point, Length.dividing(steps.stepMs()), matching));
    return answer.bind(
        steps
            .bind(
                store
                    .about(
                        request,
                        steps.range(),
                        """
                        SELECT labels, point, %10$sn AS calls, failed AS errors,
                          tokens_in AS input_tokens, tokens_out AS output_tokens, tokens_cached AS cache_read_tokens, tokens_reasoned AS reasoning_tokens,
                          cost AS cost_usd, cost_input AS cost_input_usd, cost_cache_read AS cost_cache_read_usd, cost_cache_write AS cost_cache_write_usd, cost_output AS cost_output_usd, cost_reasoning AS cost_reasoning_usd,
                          priced AS priced_calls, priceable AS priceable_calls%8$s
                        FROM (
                          SELECT if(%2$s, named, arrayMap(_ -> {other:String}, named)) AS labels,
                            at AS point, %11$ssum(calls) AS n, sum(errors) AS failed,
                            %3$s AS tokens_in, %4$s AS tokens_out, %5$s AS tokens_cached, %6$s AS tokens_reasoned, %7$s,
                            sum(priced_calls) AS priced, sum(priceable_calls) AS priceable%9$s
                          FROM (%1$s)
                          GROUP BY labels, point
                        )
                        ORDER BY has(labels, {other:String}), sum(n) OVER (PARTITION BY labels) DESC, labels, point
                        """
                            .formatted(
                                answer.figures(),
                                labels.isEmpty() ? "true" : amongMost(answer),
                                sum("input_tokens"),
                                sum("output_tokens"),
                                sum("cache_read_tokens"),
                                sum("reasoning_tokens"),
                                COSTS,
                                percentiles ? PERCENTILE_COLUMNS : "",
                                percentiles ? DIGESTS : "",
                                traces ? "runs AS traces, " : "",
                                traces ? "uniqMerge(traces) AS runs, " : ""))
                    .withAll(condition.parameters()))
            .with("max", MAX_SERIES)
            .with("other", OTHER));
  }

  private static String amongMost(ChargedCalls.Answer answer) {
    return "named IN (SELECT named AS name FROM (%s) GROUP BY name ORDER BY sum(calls) DESC, name LIMIT {max:UInt32})"
        .formatted(answer.counts());
  }

  /// Digests and sets of traces are most of what the roll-up holds: merging them takes longer than
  /// all sums together.
  private static final String DIGESTS =
      """
      ,
        quantilesTDigestMerge(0.5, 0.95, 0.99)(duration_ms) AS q,
        quantilesTDigestIfMerge(0.5, 0.95)(ttft_ms) AS first, quantilesTDigestIfMerge(0.5, 0.95)(tpot_ms) AS each\
      """;

  private static final String PERCENTILE_COLUMNS =
      """
      ,
        round(toFloat64(q[1]), 3) AS p50_ms, round(toFloat64(q[2]), 3) AS p95_ms, round(toFloat64(q[3]), 3) AS p99_ms,
        round(toFloat64(first[2]), 3) AS ttft_p95_ms, round(toFloat64(each[2]), 3) AS tpot_p95_ms\
      """;

  private static final String COSTS =
      sum("cost_usd")
          + " AS cost, "
          + Stream.of("input", "cache_read", "cache_write", "output", "reasoning")
              .map(part -> sum("cost_%s_usd".formatted(part)) + " AS cost_" + part)
              .collect(Collectors.joining(", "));

  /// The sum of what was reported; NULL when nothing was.
  private static String sum(String tokens) {
    return "if(countIf(%1$s >= 0) = 0, NULL, sumIf(%1$s, %1$s >= 0))".formatted(tokens);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.dashboards.PanelQuery.OfMetric;
import dev.clew.dashboards.PanelQuery.OfRows;
import dev.clew.dashboards.PanelQuery.Usage;
import dev.clew.filter.FilterParser;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which of the queries of some dashboards have anything to answer with: metrics by the catalogue,
/// calls, traces, spans and logs by the last week.
final class Presence {

  private static final Duration LOOKED_BACK = Duration.ofDays(7);

  /// Conditions of one statement.
  private static final int TOGETHER = 64;

  private static final String BUCKETS = "_bucket";

  private static final Pattern PARAMETER = Pattern.compile("\\{([fa]\\d+):");

  private final Map<String, MetricKind> metrics;
  private final Set<OfRows> rows;
  private final boolean hasCalls;

  private Presence(Map<String, MetricKind> metrics, Set<OfRows> rows, boolean hasCalls) {
    this.metrics = metrics;
    this.rows = rows;
    this.hasCalls = hasCalls;
  }

  static Presence of(
      Store store, SeenRows seen, Request request, Collection<Dashboard> dashboards) {
    Set<String> asked = new TreeSet<>();
    Map<RowSource, Set<OfRows>> conditions = new LinkedHashMap<>();
    boolean asksCalls = false;
    for (var dashboard : dashboards) {
      for (var query : queries(dashboard)) {
        switch (query) {
          case Usage() -> asksCalls = true;
          case OfMetric metric -> asked.addAll(metric.metrics());
          case OfRows of -> conditions.computeIfAbsent(of.source(), _ -> new HashSet<>()).add(of);
        }
      }
    }
    var reader =
        new Presence(new HashMap<>(), new HashSet<>(), asksCalls && hasCalls(store, request));
    reader.readMetrics(store, request, asked);
    conditions.forEach((source, queries) -> reader.readRows(store, seen, request, source, queries));
    return reader;
  }

  private static List<PanelQuery> queries(Dashboard dashboard) {
    return dashboard.panels().stream()
        .flatMap(panel -> panel.lines().stream())
        .flatMap(line -> line.alternatives().stream())
        .toList();
  }

  /// Whether a query has something to answer with.
  boolean has(PanelQuery query) {
    return switch (query) {
      case Usage() -> hasCalls;
      case OfMetric metric ->
          metric.metrics().stream()
              .map(metrics::get)
              .allMatch(kind -> kind != null && kind.takes(metric.aggregation()));
      case OfRows of -> rows.contains(of);
    };
  }

  /// Whether any line of a panel has.
  boolean has(Panel panel) {
    return panel.kind() == Panel.Kind.TEXT
        || panel.lines().stream().anyMatch(line -> chosen(line) >= 0);
  }

  /// Which of the alternatives is asked; -1 when none has data.
  int chosen(Panel.Line line) {
    for (int i = 0; i < line.alternatives().size(); i++) {
      if (has(line.alternatives().get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean hasCalls(Store store, Request request) {
    var found = new ArrayList<Long>();
    store.query(
        store.about(
            request,
            lastWeek(request),
            """
            SELECT 1 AS one FROM ${database}.calls
            WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64}) AND toDateTime({to:Int64})
            LIMIT 1
            """),
        row -> found.add(row.number("one")));
    return !found.isEmpty();
  }

  /// Of several kinds the most frequent one is answered. Quantiles of classic buckets are asked by
  /// the name without `_bucket`.
  private void readMetrics(Store store, Request request, Set<String> names) {
    if (names.isEmpty()) {
      return;
    }
    store.query(
        store
            .about(
                request,
                """
                SELECT toString(metric) AS name, toString(type) AS kind, monotonic, uniqExact(series) AS n
                FROM ${database}.metric_series
                WHERE project_id = {project:String} AND (metric IN (SELECT arrayJoin(JSONExtract({names:String}, 'Array(String)')))
                  OR metric IN (SELECT concat(arrayJoin(JSONExtract({names:String}, 'Array(String)')), '_bucket')))
                GROUP BY metric, type, monotonic
                ORDER BY n DESC, kind
                """)
            .with("names", json(names)),
        row -> {
          var name = row.string("name");
          var kind = MetricKind.of(row.string("kind"), row.bool("monotonic"));
          metrics.putIfAbsent(name, kind);
          if (name.endsWith(BUCKETS) && kind == MetricKind.COUNTER) {
            metrics.putIfAbsent(
                name.substring(0, name.length() - BUCKETS.length()), MetricKind.HISTOGRAM);
          }
        });
  }

  private void readRows(
      Store store, SeenRows seen, Request request, RowSource source, Set<OfRows> queries) {
    var anew = new ArrayList<OfRows>();
    var again = new ArrayList<OfRows>();
    var from = request.now();
    for (var query : queries) {
      switch (seen.of(request.project(), query, request.now())) {
        case SeenRows.Known.Found() -> rows.add(query);
        case SeenRows.Known.NotBefore(var since) -> {
          again.add(query);
          from = since.isBefore(from) ? since : from;
        }
        case SeenRows.Known.Nothing() -> anew.add(query);
      }
    }
    readRows(store, request, source, anew, lastWeek(request));
    readRows(store, request, source, again, new TimeRange(from, lastWeek(request).to()));
    for (var looked : List.of(anew, again)) {
      looked.forEach(
          query -> seen.looked(request.project(), query, rows.contains(query), request.now()));
    }
  }

  /// Spans are asked by the minute where that is enough.
  private void readRows(
      Store store, Request request, RowSource source, List<OfRows> queries, TimeRange range) {
    if (queries.isEmpty()) {
      return;
    }
    int unlisted = source == RowSource.SPANS ? MinuteTable.unlisted(store, request, range) : 0;
    Map<String, List<Asked>> byTable = new LinkedHashMap<>();
    for (var query : queries) {
      var asked = asked(store, query, unlisted);
      byTable.computeIfAbsent(asked.table(), _ -> new ArrayList<>()).add(asked);
    }
    byTable.forEach((table, asked) -> readRows(store, request, table, asked, range));
  }

  private void readRows(
      Store store, Request request, String table, List<Asked> all, TimeRange range) {
    for (int from = 0; from < all.size(); from += TOGETHER) {
      var some = all.subList(from, Math.min(from + TOGETHER, all.size()));
      var columns = new ArrayList<String>();
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int i = 0; i < some.size(); i++) {
        columns.add(
            "toInt64(max(toUInt8(%s))) AS c%d"
                .formatted(some.get(i).condition("q" + i, parameters), i));
      }
      store.query(
          store
              .about(
                  request,
                  range,
                  "SELECT %s FROM ${database}.%s WHERE project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64}) AND toDateTime({to:Int64})"
                      .formatted(String.join(", ", columns), table))
              .withAll(parameters),
          row -> {
            for (int i = 0; i < some.size(); i++) {
              if (row.number("c" + i) > 0) {
                rows.add(some.get(i).query());
              }
            }
          });
    }
  }

  /// A query as a condition on rows of a table: there is one that answers it.
  private record Asked(
      OfRows query, String table, String sql, List<Map<String, String>> parameters) {

    /// @param prefix of the names of its parameters, which are added to `into`
    String condition(String prefix, Map<String, String> into) {
      for (var some : parameters) {
        some.forEach((name, value) -> into.put(prefix + name, value));
      }
      return PARAMETER.matcher(sql).replaceAll("{" + prefix + "$1:");
    }
  }

  /// @param unlisted bits of what minutes do not keep of all spans
  private static Asked asked(Store store, OfRows query, int unlisted) {
    var filter = FilterParser.parse(FilterText.withoutVariables(query.filter()));
    if (query.source() == RowSource.SPANS
        && (MinuteTable.unlisted(List.of(), filter) & unlisted) == 0) {
      var table = MinuteTable.knowing(query.measure(), query.of(), List.of(), filter);
      if (table.isPresent()) {
        var condition = store.compile(filter, Subject.MINUTES);
        return new Asked(
            query,
            table.get().table(),
            table.get().has(query.of(), condition.sql()),
            List.of(condition.parameters()));
      }
    }
    var condition = store.compile(filter, query.source().subject());
    var columns = new RowColumns(query.source());
    var sql = condition.sql();
    if (!query.of().isEmpty()) {
      sql += " AND isFinite(" + columns.number(query.measure(), query.of()) + ")";
    }
    return new Asked(
        query, query.source().table(), sql, List.of(condition.parameters(), columns.parameters()));
  }

  private static TimeRange lastWeek(Request request) {
    return new TimeRange(request.now().minus(LOOKED_BACK), request.now().plusSeconds(3_600));
  }

  private static String json(Set<String> names) {
    try {
      return Reply.MAPPER.writeValueAsString(names);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

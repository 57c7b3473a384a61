// SPDX-License-Identifier: Apache-2.0
package dev.clew.filter;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Filter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compiles a filter to a SQL condition with parameters. The only place that does.
///
/// The condition is over `runs`, `spans`, `logs`, `metric_series` or a table of minutes. What only
/// another table knows becomes a subquery on `trace_id` within the same project and time range, so
/// callers MUST bind `project`, `from` and `to` (seconds) as well. Values never become part of the
/// SQL text.
public final class FilterSql {

  /// What the condition is about.
  public enum Subject {
    TRACES,
    SPANS,
    METRICS,
    LOGS,
    /// Spans as they are counted by the minute; only for filters that [MinuteFields] knows.
    MINUTES
  }

  /// @param sql a boolean expression
  /// @param parameters to bind, by name
  public record Condition(String sql, Map<String, String> parameters) {}

  /// Marks the expression of a resource attribute, which needs a subquery.
  private static final String RESOURCE = "resource:";

  private final Subject subject;
  private final String database;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private FilterSql(Subject subject, String database) {
    this.subject = subject;
    this.database = database;
  }

  public static Condition compile(Filter filter, Subject subject, String database) {
    if (subject == Subject.MINUTES && MinuteFields.of(filter).isEmpty()) {
      throw notOfMinutes();
    }
    var compiler = new FilterSql(subject, database);
    var sql = compiler.sql(filter);
    return new Condition(sql, compiler.parameters);
  }

  private String sql(Filter filter) {
    return switch (filter) {
      case Filter.And(var all) -> all.isEmpty() ? "true" : join(all, " AND ");
      case Filter.Or(var any) -> any.isEmpty() ? "false" : join(any, " OR ");
      case Filter.Not(var negated) -> "NOT (" + sql(negated) + ")";
      case Filter.Is(var name, var values) -> onField(name, field -> is(field, values));
      case Filter.Present(var name) -> onField(name, this::present);
      case Filter.Compares(var name, var comparison, var number) ->
          onField(name, field -> compares(field, comparison.sql(), number));
      case Filter.Text(var words, var where) -> text(words, where);
      case Filter.HasError() ->
          switch (subject) {
            case TRACES -> "error_count > 0";
            case SPANS -> "status = 'error'";
            case METRICS -> throw notOfMetrics("has:error");
            case LOGS -> "severity >= 17";
            case MINUTES -> throw notOfMinutes();
          };
    };
  }

  private String join(List<Filter> filters, String operator) {
    return "(" + String.join(operator, filters.stream().map(this::sql).toList()) + ")";
  }

  private interface Compiled {
    String over(Target target);
  }

  /// A field seen from one of the tables.
  private record Target(Field field, String expression, boolean isList) {}

  private String onField(String name, Compiled condition) {
    var field = Fields.find(name);
    if (field == null) {
      throw new IllegalArgumentException("unknown field " + name);
    }
    if (subject == Subject.METRICS) {
      return condition.over(seriesTarget(field));
    }
    if (subject == Subject.MINUTES) {
      return condition.over(minuteTarget(field));
    }
    if (field.latency() != null) {
      return ofLatency(field, field.latency(), condition);
    }
    boolean list = field.type() == Field.Type.STRINGS;
    var ofLogs = logTarget(field);
    if (ofLogs != null && subject == Subject.LOGS) {
      return condition.over(ofLogs);
    }
    if (ofLogs != null && field.isOfLogs()) {
      return "trace_id IN (SELECT trace_id FROM %s.logs WHERE %s AND %s)"
          .formatted(database, withinRange(), condition.over(ofLogs));
    }
    if (subject == Subject.LOGS && field.span() != null) {
      return "trace_id IN (SELECT trace_id FROM %s.spans WHERE %s AND %s)"
          .formatted(database, withinRange(), condition.over(spanTarget(field)));
    }
    if (subject == Subject.TRACES) {
      if (field.trace() != null) {
        return condition.over(new Target(field, field.trace(), list));
      }
      return "trace_id IN (SELECT trace_id FROM %s.spans WHERE %s AND %s)"
          .formatted(database, withinRange(), condition.over(spanTarget(field)));
    }
    if (field.span() != null && subject == Subject.SPANS) {
      return condition.over(spanTarget(field));
    }
    return "trace_id IN (SELECT trace_id FROM %s.runs FINAL WHERE %s AND %s)"
        .formatted(
            database,
            withinRange(),
            condition.over(new Target(field, String.valueOf(field.trace()), list)));
  }

  /// A row of `latency` is a run; its calls are arrays, one item for each. Anything but a span is
  /// asked whether some call of its trace fits.
  private String ofLatency(Field field, String column, Compiled condition) {
    if (!field.isOfCalls()) {
      return "trace_id IN (SELECT trace_id FROM %s.latency FINAL WHERE %s AND %s)"
          .formatted(database, withinRange(), condition.over(new Target(field, column, false)));
    }
    boolean isOfSpans = subject == Subject.SPANS;
    return "%s IN (SELECT %s FROM (SELECT * FROM %s.latency FINAL WHERE %s) ARRAY JOIN call_span AS one_span, %s AS one WHERE %s)"
        .formatted(
            isOfSpans ? "(trace_id, span_id)" : "trace_id",
            isOfSpans ? "trace_id, one_span" : "trace_id",
            database,
            withinRange(),
            column,
            condition.over(new Target(field, "one", false)));
  }

  /// `null` when log records do not know the field.
  private @Nullable Target logTarget(Field field) {
    if (Fields.isAttribute(field) || Fields.isResource(field)) {
      return subject == Subject.LOGS ? spanTarget(field) : null;
    }
    var expression = Fields.ofLogs(field);
    return expression == null ? null : new Target(field, expression, false);
  }

  private Target spanTarget(Field field) {
    var expression = String.valueOf(field.span()).replace("{database}", database);
    if (Fields.isAttribute(field)) {
      var key = bind(Fields.key(field), "String");
      expression =
          "if(mapContains(attributes, %1$s), attributes[%1$s], attributes_json[%1$s])"
              .formatted(key);
    } else if (Fields.isResource(field)) {
      var key = bind(Fields.key(field), "String");
      return new Target(field, RESOURCE + key, false);
    }
    return new Target(field, expression, field.isListOfSpans());
  }

  private Target seriesTarget(Field field) {
    if (Fields.isAttribute(field) || Fields.isResource(field)) {
      var map = Fields.isAttribute(field) ? "attributes" : "resource";
      return new Target(field, map + "[" + bind(Fields.key(field), "String") + "]", false);
    }
    return switch (field.name()) {
      case "service" -> new Target(field, "service", false);
      case "name" -> new Target(field, "metric", false);
      case "scope" -> new Target(field, "scope", false);
      default -> throw notOfMetrics(field.name());
    };
  }

  private static Target minuteTarget(Field field) {
    var column = MinuteFields.column(field.name());
    if (column == null) {
      throw notOfMinutes();
    }
    return new Target(field, column, false);
  }

  private static AppException notOfMinutes() {
    return new AppException(
        ErrorCode.INVALID, "filter: spans are not counted by everything that it asks");
  }

  private static AppException notOfMetrics(String what) {
    return new AppException(
        ErrorCode.INVALID,
        "filter: metrics have no %s (expected: service, name, scope, attr.… or resource.…)"
            .formatted(what));
  }

  private static String withinRange() {
    return "project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)";
  }

  private String is(Target target, List<String> values) {
    var any = new ArrayList<String>();
    var exact = new ArrayList<String>();
    for (var value : values) {
      if (value.length() > 1 && value.endsWith("*")) {
        any.add(prefix(target, value.substring(0, value.length() - 1)));
      } else {
        exact.add(value);
      }
    }
    for (var value : exact) {
      any.add(equal(target, value));
    }
    return any.size() == 1 ? any.getFirst() : "(" + String.join(" OR ", any) + ")";
  }

  private String equal(Target target, String value) {
    return switch (target.field().type()) {
      case NUMBER -> known(target, "=", bind(value, "Float64"));
      case BOOLEAN -> target.expression() + (value.equals("true") ? " = 1" : " = 0");
      case ID -> id(target, value);
      case STRING, STRINGS, ENUM -> {
        var bound = bind(value, "String");
        if (target.isList()) {
          yield "has(" + target.expression() + ", " + bound + ")";
        }
        yield overResource(target, "%s = " + bound);
      }
    };
  }

  private String id(Target target, String value) {
    int digits = target.field().name().equals("trace") ? 32 : 16;
    if (value.length() == digits) {
      return "%s = toFixedString(unhex(%s), %d)"
          .formatted(target.expression(), bind(value, "String"), digits / 2);
    }
    return "startsWith(lower(hex(%s)), %s)"
        .formatted(target.expression(), bind(value.toLowerCase(Locale.ROOT), "String"));
  }

  private String prefix(Target target, String value) {
    var bound = bind(value, "String");
    if (target.isList()) {
      return "arrayExists(x -> startsWith(x, " + bound + "), " + target.expression() + ")";
    }
    return overResource(target, "startsWith(toString(%s), " + bound + ")");
  }

  private String present(Target target) {
    return switch (target.field().type()) {
      case NUMBER, BOOLEAN -> target.expression() + " >= 0";
      case ID -> "true";
      case ENUM -> "toString(" + target.expression() + ") != ''";
      case STRING, STRINGS ->
          target.isList()
              ? "notEmpty(" + target.expression() + ")"
              : overResource(target, "%s != ''");
    };
  }

  private String compares(Target target, String operator, double number) {
    var bound = bind(Double.toString(number), "Float64");
    if (target.field().type() == Field.Type.STRING) {
      // What is no number is neither small nor large, and its negation holds: never NULL.
      return overResource(target, "ifNull(toFloat64OrNull(%s) " + operator + " " + bound + ", 0)");
    }
    return known(target, operator, bound);
  }

  /// -1 means unknown, which is neither small nor large nor equal to anything.
  private static String known(Target target, String operator, String bound) {
    return "(%1$s >= 0 AND %1$s %2$s %3$s)".formatted(target.expression(), operator, bound);
  }

  /// Resources are stored once, so a condition on one of their attributes is a condition on their
  /// hash.
  private String overResource(Target target, String condition) {
    if (!target.expression().startsWith(RESOURCE)) {
      return condition.formatted(target.expression());
    }
    var key = target.expression().substring(RESOURCE.length());
    var value =
        "if(JSONType(body, %1$s) = 'String', JSONExtractString(body, %1$s), JSONExtractRaw(body, %1$s))"
            .formatted(key);
    return "resource_hash IN (SELECT hash FROM %s.definitions WHERE project_id = {project:String} AND kind = 'resource' AND %s)"
        .formatted(database, condition.formatted(value));
  }

  private String text(String words, Filter.Where where) {
    var tokens = tokens(words);
    if (tokens.isEmpty()) {
      return "true";
    }
    if (subject == Subject.MINUTES) {
      throw notOfMinutes();
    }
    if (subject == Subject.METRICS) {
      return "arrayAll(word -> position(lower(concat(metric, ' ', description)), word) > 0, %s)"
          .formatted(bind(quoted(tokens), "Array(String)"));
    }
    var bound = bind(quoted(tokens), "Array(String)");
    if (subject == Subject.LOGS && where == Filter.Where.ANYWHERE) {
      return "hasAllTokens(lower(body), " + bound + ")";
    }
    var messages = "SELECT trace_id FROM %s.messages WHERE %s".formatted(database, said(bound));
    return switch (where) {
      case INPUT -> textIn("messages_in", "input_text_hash", bound);
      case OUTPUT -> textIn("messages_out", "output_text_hash", bound);
      case ANYWHERE ->
          subject == Subject.TRACES
              ? "trace_id IN (SELECT trace_id FROM %1$s.runs WHERE %2$s AND %3$s UNION ALL %4$s UNION ALL SELECT trace_id FROM %1$s.spans WHERE %2$s AND %5$s)"
                  .formatted(database, withinRange(), runText(bound), messages, spanText(bound))
              : "(" + spanText(bound) + " OR trace_id IN (" + messages + "))";
    };
  }

  /// What is said after a moment belongs to spans that start after it; long runs go on saying
  /// things after the range, so there is no upper bound.
  private static String said(String bound) {
    return "project_id = {project:String} AND day >= toDate(toDateTime({from:Int64} - 3600)) AND hasAllTokens(lower(body), "
        + bound
        + ")";
  }

  /// A version that a newer one has replaced may be found as well: it said the words at its time.
  private static String runText(String bound) {
    return "hasAllTokens(lower(concat(name, ' ', input_preview, ' ', output_preview)), "
        + bound
        + ")";
  }

  private static String spanText(String bound) {
    return "hasAllTokens(lower(concat(name, ' ', status_message)), " + bound + ")";
  }

  private String textIn(String messages, String text, String bound) {
    var found = "SELECT trace_id, hash FROM %s.messages WHERE %s".formatted(database, said(bound));
    var spans =
        "(arrayExists(h -> (trace_id, h) IN (%1$s), %2$s) OR (trace_id, %3$s) IN (%1$s))"
            .formatted(found, messages, text);
    return subject == Subject.SPANS
        ? spans
        : "trace_id IN (SELECT trace_id FROM %s.spans WHERE %s AND %s)"
            .formatted(database, withinRange(), spans);
  }

  /// The words as the text index splits them.
  private static List<String> tokens(String words) {
    var tokens = new ArrayList<String>();
    for (var token : words.toLowerCase(Locale.ROOT).split("[^\\p{Alnum}\\x{80}-\\x{10FFFF}]+")) {
      if (!token.isEmpty()) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  private static String quoted(List<String> tokens) {
    return "['" + String.join("','", tokens) + "']";
  }

  private String bind(String value, String type) {
    var name = "f" + parameters.size();
    parameters.put(name, value);
    return "{" + name + ":" + type + "}";
  }
}

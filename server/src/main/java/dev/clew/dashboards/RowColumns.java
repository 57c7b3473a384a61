// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.filter.Field;
import dev.clew.filter.Fields;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// SQL of what rows are grouped by and of the number that is measured, over `runs`, `spans` or
/// `logs`.
final class RowColumns {

  private static final String ATTRIBUTE = "attr.";
  static final String DURATION = "duration_ms";

  private final RowSource source;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  RowColumns(RowSource source) {
    this.source = source;
  }

  /// Fails for what rows of the source do not say.
  static void check(RowSource source, RowMeasure measure, String of, List<String> groupBy) {
    var columns = new RowColumns(source);
    var _ = columns.number(measure, of);
    groupBy.forEach(columns::text);
  }

  /// Fields that rows of the source can be grouped by, beside attributes.
  static List<String> labels(RowSource source) {
    var columns = new RowColumns(source);
    return Fields.all().stream()
        .filter(field -> field.type() != Field.Type.NUMBER && columns.column(field) != null)
        .map(Field::name)
        .toList();
  }

  /// Numbers of the source's rows that can be measured, beside attributes.
  static List<String> numbers(RowSource source) {
    var columns = new RowColumns(source);
    return Fields.all().stream()
        .filter(field -> columns.number(field) != null)
        .map(Field::name)
        .toList();
  }

  /// To bind, by name.
  Map<String, String> parameters() {
    return parameters;
  }

  /// SQL of the number of a row, NaN when it has none.
  ///
  /// @param of a field or `attr.…`; empty for the duration of traces and spans
  String number(RowMeasure measure, String of) {
    if (!measure.isOfValue()) {
      if (!of.isEmpty()) {
        throw invalid("of", of, "nothing: %s needs no more".formatted(measure.label()));
      }
      return "nan";
    }
    var name = of.isEmpty() && source != RowSource.LOGS ? DURATION : of;
    if (isAttribute(name)) {
      return "ifNull(toFloat64OrNull(%s), nan)".formatted(attribute(name));
    }
    var field = Fields.find(name);
    var sql = field == null ? null : number(field);
    if (sql == null) {
      throw invalid("of", of, "a number of " + named());
    }
    // -1 is unknown.
    return "if((%1$s) >= 0, toFloat64(%1$s), nan)".formatted(sql);
  }

  /// `null` when rows have no such number.
  private @Nullable String number(Field field) {
    return field.type() != Field.Type.NUMBER
        ? null
        : switch (source) {
          case TRACES -> field.trace();
          case SPANS -> field.span();
          case LOGS -> null;
        };
  }

  /// SQL of the text of a row, empty when it says none.
  String text(String name) {
    if (isAttribute(name)) {
      return attribute(name);
    }
    var field = Fields.find(name);
    var sql = field == null ? null : column(field);
    if (field == null || sql == null || field.type() == Field.Type.NUMBER) {
      throw invalid("group_by", name, "a field of " + named());
    }
    return "toString(%s)".formatted(sql);
  }

  /// `null` when rows do not have it, or have several.
  private @Nullable String column(Field field) {
    return switch (source) {
      case TRACES -> ofTrace(field);
      case SPANS ->
          field.isListOfSpans()
                  || field.type() == Field.Type.ID
                  || field.name().startsWith("resource.")
                  || field.name().equals("billable")
              ? null
              : field.span();
      case LOGS -> field.type() == Field.Type.ID ? null : Fields.ofLogs(field);
    };
  }

  /// A trace has a service of its own beside those that it went through.
  private static @Nullable String ofTrace(Field field) {
    if (field.name().equals("service")) {
      return "service";
    }
    return field.type() == Field.Type.STRINGS || field.type() == Field.Type.ID
        ? null
        : field.trace();
  }

  /// Attributes are those of spans and records.
  private boolean isAttribute(String name) {
    return source != RowSource.TRACES
        && name.length() > ATTRIBUTE.length()
        && name.startsWith(ATTRIBUTE);
  }

  private String named() {
    return source == RowSource.TRACES ? "traces" : source.label() + ", or attr.…";
  }

  private String attribute(String name) {
    var bound = "{a" + parameters.size() + ":String}";
    parameters.put("a" + parameters.size(), name.substring(ATTRIBUTE.length()));
    return "if(mapContains(attributes, %1$s), attributes[%1$s], attributes_json[%1$s])"
        .formatted(bound);
  }

  private static AppException invalid(String field, String value, String expected) {
    return new AppException(
        ErrorCode.INVALID, "%s: %s (expected: %s)".formatted(field, value, expected));
  }
}

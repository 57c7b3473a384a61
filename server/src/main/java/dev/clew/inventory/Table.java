// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import dev.clew.engine.Statement;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.rollup.ChargedCalls;
import dev.clew.rollup.ChargedCalls.Question;
import dev.clew.rollup.Length;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// What the tables of this package have in common: a list of objects over a time range, at most
/// 1,000, with the same figures written the same way.
final class Table {

  /// How many figures a sparkline has.
  private static final int SPARKS = 24;

  private Table() {}

  /// @param name of the route and of the field that holds the rows
  /// @param sql selects exactly the fields of a row
  static Endpoint endpoint(Store store, String name, String about, String sql) {
    return Endpoint.get(
        "/api/v1/" + name,
        about,
        Parameter.RANGE,
        request -> {
          store.refresh(request);
          return rows(store, name, store.about(request, request.range(), sql));
        });
  }

  /// The same over charged calls.
  ///
  /// @param sql makes the statement from SQL of the calls' figures
  static Endpoint endpoint(
      Store store,
      String name,
      String about,
      Function<TimeRange, Question> question,
      UnaryOperator<String> sql) {
    return Endpoint.get(
        "/api/v1/" + name,
        about,
        Parameter.RANGE,
        request -> {
          store.refresh(request);
          var range = request.range();
          var answer = ChargedCalls.answer(store, request.project(), range, question.apply(range));
          var statement = store.about(request, range, sql.apply(answer.figures()));
          return rows(store, name, answer.bind(statement));
        });
  }

  /// Asks for calls by labels.
  static Question whole(String... labels) {
    return new Question(List.of(labels), _ -> "toInt64(0)", Length.dividing(0), "true");
  }

  /// Asks for calls by labels and 24th part of the range, where [#sparkOfFigures] finds it. What is
  /// rolled up counts in the part in which its period begins.
  static Question inSparks(TimeRange range, String... labels) {
    return new Question(
        List.of(labels),
        beganMs -> part("intDiv(" + beganMs + ", 1000)"),
        Length.upTo(range.length().dividedBy(SPARKS)),
        "true");
  }

  private static Reply rows(Store store, String name, Statement statement) {
    return Reply.json(
        json -> {
          json.writeArrayFieldStart(name);
          var stats = store.query(statement, row -> Reply.object(json, row));
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }

  /// Counts by 24th part of the range.
  ///
  /// @param seconds SQL of a time, in seconds since 1970
  static String spark(String seconds) {
    return "countResample(0, %1$d, 1)(%2$s)".formatted(SPARKS, part(seconds));
  }

  /// The same for rows that stand for `count` things.
  static String spark(String count, String seconds) {
    return "sumResample(0, %1$d, 1)(%2$s, %3$s)".formatted(SPARKS, count, part(seconds));
  }

  /// The same over figures of charged calls.
  static String sparkOfFigures() {
    return "sumResample(0, %d, 1)(calls, at)".formatted(SPARKS);
  }

  private static String part(String seconds) {
    return "toInt64(least(greatest(intDiv((%s - {from:Int64}) * %2$d, greatest({to:Int64} - {from:Int64}, 1)), 0), %2$d - 1))"
        .formatted(seconds, SPARKS);
  }

  /// The sum of what was reported; NULL when nothing was.
  static String sum(String tokens) {
    return "if(countIf(%1$s >= 0) = 0, NULL, sumIf(%1$s, %1$s >= 0))".formatted(tokens);
  }

  /// A time with nanoseconds as it is answered.
  static String time(String time) {
    return "replaceOne(toString(%s), ' ', 'T') || 'Z'".formatted(time);
  }

  /// Milliseconds as they are answered; NULL when nothing was measured.
  static String ms(String quantile) {
    return "if(isFinite(%1$s), round(toFloat64(%1$s), 3), NULL)".formatted(quantile);
  }
}

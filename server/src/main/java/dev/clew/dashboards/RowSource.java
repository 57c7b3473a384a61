// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.filter.FilterSql.Subject;
import java.util.Locale;

/// Tables whose rows are counted and measured over time.
enum RowSource {
  /// Whole traces, those that go on included.
  TRACES(Subject.TRACES, "runs FINAL", "start_time", "status = 'error'"),
  SPANS(Subject.SPANS, "spans", "start_time", "status = 'error'"),
  LOGS(Subject.LOGS, "logs", "time", "severity >= 17");

  private final Subject subject;
  private final String table;
  private final String timeColumn;
  private final String failed;

  RowSource(Subject subject, String table, String timeColumn, String failed) {
    this.subject = subject;
    this.table = table;
    this.timeColumn = timeColumn;
    this.failed = failed;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What its filters are about.
  Subject subject() {
    return subject;
  }

  /// SQL of the table, the newest version of each row.
  String table() {
    return table;
  }

  /// SQL of rows of `labels`, `point`, `failed` and `number`.
  String rows(String labels, String number, String condition) {
    return """
    SELECT %s AS labels, least(greatest(intDiv(%s - {first:Int64}, {step:Int64}), toInt64(0)), {last:Int64}) AS point, %s AS failed, %s AS number
    FROM ${database}.%s
    WHERE %s AND %s\
    """
        .formatted(labels, atMs(), failed, number, table, inRange(), condition);
  }

  /// SQL: rows of the statement's project whose time lies in its range. A row with an absurd time
  /// is filed under the minute of its arrival and counts as of then.
  String inRange() {
    return """
    project_id = {project:String}
    AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
    AND (%1$s >= fromUnixTimestamp64Nano({from_ns:Int64}) OR toStartOfMinute(%1$s) != minute)
    AND (%1$s < fromUnixTimestamp64Nano({to_ns:Int64}) OR toStartOfMinute(%1$s) != minute)
    """
        .formatted(timeColumn);
  }

  /// SQL: when a row counts, in milliseconds since 1970.
  private String atMs() {
    return "if(toStartOfMinute(%1$s) = minute, toUnixTimestamp64Milli(%1$s), toInt64(toUnixTimestamp(minute)) * 1000)"
        .formatted(timeColumn);
  }
}

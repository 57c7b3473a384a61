// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.filter.Fields;

/// What is selected of a log record, and when it counts as being in a range.
final class LogColumns {

  /// Of a body in a list; the whole is answered for a record alone.
  static final int SHOWN_CHARACTERS = 2_000;

  /// A record in a list. A gateway's line is summed up in a few words; an event without a body by
  /// what was said in it.
  static final String LIST =
      """
      concat(toString(toUnixTimestamp64Nano(time)), '-', lower(hex(id))) AS log_id,
      replaceOne(toString(time), ' ', 'T') || 'Z' AS at, severity AS severity_number, %1$s AS level, nullIf(severity_text, '') AS severity_name,
      nullIf(service, '') AS service_name, nullIf(scope, '') AS scope_name, nullIf(event_name, '') AS event,
      if(trace_id = toFixedString('', 16), NULL, lower(hex(trace_id))) AS trace, if(span_id = toFixedString('', 8), NULL, lower(hex(span_id))) AS span,
      nullIf(request_id, '') AS request, leftUTF8(body, %2$d) AS text, lengthUTF8(body) > %2$d AS cut, if(pattern = 0, NULL, lower(hex(pattern))) AS pattern_id,
      nullIf(multiIf(
        attributes['gateway.name'] != '', concat(attributes['http.request.method'], ' ', attributes['url.path'], ' ', attributes_json['http.response.status_code']),
        output_preview != '', output_preview,
        input_preview != '', input_preview,
        notEmpty(messages_in) OR notEmpty(system_instructions), JSONExtractString(body, 'content'), ''), '') AS about
      """
          .formatted(Fields.levels(), SHOWN_CHARACTERS);

  /// What a record's pattern is made from.
  static final String TITLE =
      "if(attributes['gateway.name'] != '', concat(attributes['http.request.method'], ' ', attributes['url.path']), body)";

  /// Records of the statement's project and range. One with an absurd time is filed under the
  /// minute of its arrival and counts as happened then.
  static final String IN_RANGE =
      """
      project_id = {project:String}
      AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
      AND (time >= fromUnixTimestamp64Nano({from_ns:Int64}) OR toStartOfMinute(time) != minute)
      AND (time < fromUnixTimestamp64Nano({to_ns:Int64}) OR toStartOfMinute(time) != minute)
      """;

  private LogColumns() {}
}

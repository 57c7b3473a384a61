// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.Row;
import dev.clew.model.SpanId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A span as far as the ledger needs it: its place in the tree and what it says of content, by
/// hash. Hash 0 stands for nothing.
///
/// @param callId joins an execution to the request in the model's answer; empty when unknown
/// @param conflict why the usage as sent contradicts itself; empty when it does not
record SpanRow(
    SpanId id,
    SpanId parent,
    String op,
    String service,
    String mcpServer,
    String mcpMethod,
    String contentState,
    String callId,
    String conflict,
    List<Long> input,
    List<Long> output,
    List<String> system,
    List<String> tools,
    long inputText,
    long outputText) {

  static SpanRow of(Row row) {
    return new SpanRow(
        new SpanId(number(row, "span_id")),
        new SpanId(number(row, "parent_span_id")),
        row.string("op"),
        row.string("service"),
        row.string("mcp_server"),
        row.string("mcp_method"),
        row.string("content_state"),
        row.string("tool_call_id"),
        row.string("usage_conflict"),
        numbers(row, "messages_in"),
        numbers(row, "messages_out"),
        names(row, "system_instructions"),
        names(row, "tool_definitions"),
        number(row, "input_text_hash"),
        number(row, "output_text_hash"));
  }

  /// With what log records say of it, where it says nothing itself.
  SpanRow orElse(List<Long> in, List<Long> out, List<String> sys, List<String> offered) {
    return new SpanRow(
        id,
        parent,
        op,
        service,
        mcpServer,
        mcpMethod,
        contentState,
        callId,
        conflict,
        input.isEmpty() ? in : input,
        output.isEmpty() ? out : output,
        system.isEmpty() ? sys : system,
        tools.isEmpty() ? offered : tools,
        inputText,
        outputText);
  }

  boolean isSilent() {
    return input.isEmpty();
  }

  /// How much of a call's content it tells.
  int told() {
    return 2 * input.size() + output.size() + tools.size() + system.size();
  }

  static long number(Row row, String column) {
    return ByteBuffer.wrap(row.bytes(column)).getLong();
  }

  static List<Long> numbers(Row row, String column) {
    var numbers = new ArrayList<Long>();
    for (var bytes : row.<byte[]>list(column)) {
      numbers.add(ByteBuffer.wrap(bytes).getLong());
    }
    return numbers;
  }

  static List<String> names(Row row, String column) {
    var names = new ArrayList<String>();
    for (var bytes : row.<byte[]>list(column)) {
      names.add(HexFormat.of().formatHex(bytes));
    }
    return names;
  }
}

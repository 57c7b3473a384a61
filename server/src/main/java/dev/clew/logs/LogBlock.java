// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.engine.Block;
import dev.clew.engine.Column;
import dev.clew.ingest.EventTime;
import dev.clew.ingest.Hash128;
import dev.clew.ingest.ValueJson;
import dev.clew.model.Attributes;
import dev.clew.model.Value;
import dev.clew.semconv.LogContent;
import java.util.List;

/// The rows of one commit for `logs`. The order and types of the columns are those of
/// `0020_logs.sql`.
final class LogBlock {

  private final Block logs = new Block();
  private final Column.Symbols project = logs.symbols("project_id");
  private final Column.Whole day = logs.whole("day", "Date");
  private final Column.Whole minute = logs.whole("minute", "DateTime('UTC')");
  private final Column.Whole time = logs.whole("time", "DateTime64(9, 'UTC')");
  private final Column.Whole sequence = logs.whole("sequence", "UInt32");
  private final Column.Whole id = logs.whole("id", "UInt64");
  private final Column.Whole observed = logs.whole("observed_time", "DateTime64(9, 'UTC')");
  private final Column.Whole receivedAt = logs.whole("received_at", "DateTime('UTC')");
  private final Column.Fixed16 traceId = logs.fixed16("trace_id");
  private final Column.Fixed8 spanId = logs.fixed8("span_id");
  private final Column.Whole severity = logs.whole("severity", "UInt8");
  private final Column.Symbols severityText = logs.symbols("severity_text");
  private final Column.Symbols service = logs.symbols("service");
  private final Column.Symbols environment = logs.symbols("environment");
  private final Column.Symbols scope = logs.symbols("scope");
  private final Column.Symbols event = logs.symbols("event_name");
  private final Column.Text requestId = logs.text("request_id");
  private final Column.Text body = logs.text("body");
  private final Column.Whole isJson = logs.whole("body_is_json", "Bool");
  private final Column.Whole pattern = logs.whole("pattern", "UInt64");
  private final Column.Fixed16 resource = logs.fixed16("resource_hash");
  private final Column.TextMap attributes = logs.textMap("attributes");
  private final Column.TextMap attributesJson = logs.textMap("attributes_json");
  private final Column.Whole dropped = logs.whole("dropped_attributes", "UInt32");
  private final Column.Fixed8s messagesIn = logs.fixed8s("messages_in");
  private final Column.Fixed8s messagesOut = logs.fixed8s("messages_out");
  private final Column.Fixed16s system = logs.fixed16s("system_instructions");
  private final Column.Fixed16s tools = logs.fixed16s("tool_definitions");
  private final Column.Text inputPreview = logs.text("input_preview");
  private final Column.Text outputPreview = logs.text("output_preview");

  Block block() {
    return logs;
  }

  void add(String projectId, PreparedLog log, EventTime filed, long nowSeconds) {
    var record = log.record();
    project.add(projectId);
    day.add(filed.day());
    minute.add(filed.minute());
    time.add(log.timeNs());
    sequence.add(log.sequence());
    id.add(log.id());
    observed.add(record.observedNs());
    receivedAt.add(nowSeconds);
    var trace = record.traceId();
    traceId.add(trace == null ? 0 : trace.high(), trace == null ? 0 : trace.low());
    spanId.add(record.spanId() == null ? 0 : record.spanId().value());
    severity.add(record.severity());
    severityText.add(record.severityText());
    service.add(record.resource().service());
    environment.add(environment(record.resource().attributes()));
    scope.add(record.scope().name());
    event.add(LogContent.eventName(record));
    requestId.add(log.requestId());
    body.add(log.text());
    isJson.add(!(record.body() instanceof Value.Text) && !(record.body() instanceof Value.Empty));
    pattern.add(log.pattern());
    resource.add(log.resource().high(), log.resource().low());
    addAttributes(record.attributes());
    dropped.add(record.droppedAttributes());
    addAll(messagesIn, log.content().input());
    addAll(messagesOut, log.content().output());
    addAll(system, log.content().system());
    addAll(tools, log.content().tools());
    inputPreview.add(log.inputPreview());
    outputPreview.add(log.outputPreview());
  }

  private void addAttributes(Attributes all) {
    for (var attribute : all) {
      if (attribute.value() instanceof Value.Text(var text)) {
        attributes.entry(attribute.key(), text);
      } else {
        attributesJson.entry(attribute.key(), ValueJson.of(attribute.value()));
      }
    }
    attributes.add();
    attributesJson.add();
  }

  private static String environment(Attributes resource) {
    var name = resource.text("deployment.environment.name");
    name = name == null ? resource.text("deployment.environment") : name;
    return name == null ? "" : name;
  }

  private static void addAll(Column.Fixed8s column, List<Hash128> hashes) {
    for (var hash : hashes) {
      column.item(hash.inTrace());
    }
    column.add();
  }

  private static void addAll(Column.Fixed16s column, List<Hash128> hashes) {
    for (var hash : hashes) {
      column.item(hash.high(), hash.low());
    }
    column.add();
  }
}

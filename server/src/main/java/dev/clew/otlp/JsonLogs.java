// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.io.IOException;

/// Reads `LogRecord` from JSON.
final class JsonLogs implements JsonRecords {

  private final JsonCursor in;
  private final JsonScalars scalars;
  private final JsonValues values;
  private final LogBatchDraft batch;
  private final LogDraft draft;

  JsonLogs(JsonInput input, LogBatchDraft batch) {
    in = input.cursor();
    scalars = input.scalars();
    values = input.values();
    this.batch = batch;
    draft = new LogDraft(input.limits(), input.losses());
  }

  @Override
  public String resourcesName() {
    return "resourceLogs";
  }

  @Override
  public String scopesName() {
    return "scopeLogs";
  }

  @Override
  public String recordsName() {
    return "logRecords";
  }

  @Override
  public int size() {
    return batch.size();
  }

  @Override
  public void assign(int from, int to, Origin origin) {
    batch.assign(from, to, origin);
  }

  @Override
  public void record() throws IOException {
    draft.clear();
    int from = in.tokenStart();
    in.object(this::member);
    draft.finish(batch, Origin.NONE, in.hash(from), in.tokenEnd() - from);
  }

  private void member(String name) throws IOException {
    switch (name) {
      case "timeUnixNano" -> draft.timeNs = scalars.time();
      case "observedTimeUnixNano" -> draft.observedNs = scalars.time();
      case "severityNumber" -> draft.severity = scalars.enumNumber();
      case "severityText" -> draft.severityText = scalars.name();
      case "body" -> draft.body.set(values.value());
      case "attributes" -> values.attributes(draft.attributes);
      case "droppedAttributesCount" ->
          draft.droppedAttributes = Counts.unsigned(scalars.unsigned32());
      case "flags" -> draft.flags = scalars.unsigned32();
      case "traceId" -> scalars.id(draft.traceId);
      case "spanId" -> scalars.id(draft.spanId);
      case "eventName" -> draft.eventName = scalars.name();
      default -> in.skip();
    }
  }
}

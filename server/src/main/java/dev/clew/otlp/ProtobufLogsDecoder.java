// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.model.Attribute;
import dev.clew.model.LogBatch;
import java.nio.ByteBuffer;

/// Reads `ExportLogsServiceRequest` (opentelemetry-proto) straight from its bytes, under the rules
/// of [ProtobufDecoder]. Safe for use by many threads.
public final class ProtobufLogsDecoder implements Decoder<LogBatch> {

  private final DecodeLimits limits;
  private final ByteTable<String> strings = new ByteTable<>();
  private final ByteTable<Attribute> attributes = new ByteTable<>();

  public ProtobufLogsDecoder(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public LogBatch decode(String project, ByteBuffer body) {
    int length = body.remaining();
    var cursor = ProtobufCursor.over(body);
    var losses = new Losses();
    var values = new ProtobufValues(cursor, limits, losses, strings, attributes);
    var logs = new ProtobufLogs(cursor, values, limits, losses);
    var batch = new LogBatchDraft(limits);
    new ProtobufRequest(cursor, values, limits, losses, origin -> logs.record(batch, origin))
        .read();
    return batch.build(project, length);
  }
}

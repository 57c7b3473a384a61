// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.model.LogBatch;
import java.nio.ByteBuffer;

/// Reads the JSON encoding of `ExportLogsServiceRequest`. Safe for use by many threads.
public final class JsonLogsDecoder implements Decoder<LogBatch> {

  private final DecodeLimits limits;
  private final JsonDocument document;

  /// @param maxBytes the longest document, and so the longest string, that is ever given
  public JsonLogsDecoder(DecodeLimits limits, int maxBytes) {
    this.limits = limits;
    document = new JsonDocument(limits, maxBytes);
  }

  @Override
  public LogBatch decode(String project, ByteBuffer body) {
    var batch = new LogBatchDraft(limits);
    document.read(body, input -> new JsonLogs(input, batch));
    return batch.build(project, body.remaining());
  }
}

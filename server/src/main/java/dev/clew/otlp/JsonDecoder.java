// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.model.RawBatch;
import java.nio.ByteBuffer;

/// Reads the JSON encoding of `ExportTraceServiceRequest`. Safe for use by many threads.
public final class JsonDecoder implements Decoder<RawBatch> {

  private final DecodeLimits limits;
  private final JsonDocument document;

  /// @param maxBytes the longest document, and so the longest string, that is ever given
  public JsonDecoder(DecodeLimits limits, int maxBytes) {
    this.limits = limits;
    document = new JsonDocument(limits, maxBytes);
  }

  @Override
  public RawBatch decode(String project, ByteBuffer body) {
    var batch = new BatchDraft(limits);
    document.read(body, input -> new JsonSpans(input, batch));
    return batch.build(project, body.remaining());
  }
}

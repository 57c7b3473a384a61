// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.model.MetricBatch;
import java.nio.ByteBuffer;

/// Reads the JSON encoding of `ExportMetricsServiceRequest`. Safe for use by many threads.
public final class JsonMetricsDecoder implements Decoder<MetricBatch> {

  private final DecodeLimits limits;
  private final JsonDocument document;

  /// @param maxBytes the longest document, and so the longest string, that is ever given
  public JsonMetricsDecoder(DecodeLimits limits, int maxBytes) {
    this.limits = limits;
    document = new JsonDocument(limits, maxBytes);
  }

  @Override
  public MetricBatch decode(String project, ByteBuffer body) {
    var batch = new MetricBatchDraft(limits);
    document.read(body, input -> new JsonMetrics(input, batch));
    return batch.build(project, body);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.model.Attribute;
import dev.clew.model.MetricBatch;
import java.nio.ByteBuffer;

/// Reads `ExportMetricsServiceRequest` (opentelemetry-proto) straight from its bytes, under the
/// rules of [ProtobufDecoder]. Safe for use by many threads.
public final class ProtobufMetricsDecoder implements Decoder<MetricBatch> {

  private final DecodeLimits limits;
  private final ByteTable<String> strings = new ByteTable<>();
  private final ByteTable<Attribute> attributes = new ByteTable<>();

  public ProtobufMetricsDecoder(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public MetricBatch decode(String project, ByteBuffer body) {
    var cursor = ProtobufCursor.over(body);
    var losses = new Losses();
    var values = new ProtobufValues(cursor, limits, losses, strings, attributes);
    var metrics = new ProtobufMetrics(cursor, values, new PointDraft(limits, losses));
    var batch = new MetricBatchDraft(limits);
    new ProtobufRequest(cursor, values, limits, losses, origin -> metrics.metric(batch, origin))
        .read();
    return batch.build(project, body);
  }
}

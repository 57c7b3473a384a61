// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.model.Attribute;
import dev.clew.model.RawBatch;
import java.nio.ByteBuffer;

/// Reads `ExportTraceServiceRequest` (opentelemetry-proto) straight from its bytes into spans,
/// without generated classes: what it allocates is what is kept, and lean spans take less than half
/// the time (docs/performance.md).
///
/// What is accepted and how repeated fields merge is what protobuf-java does; the differential test
/// holds it to that. Deliberate differences: malformed UTF-8 is replaced and counted, values nest
/// at most [DecodeLimits#depth] deep. Safe for use by many threads.
public final class ProtobufDecoder implements Decoder<RawBatch> {

  private final DecodeLimits limits;
  private final ByteTable<String> strings = new ByteTable<>();
  private final ByteTable<Attribute> attributes = new ByteTable<>();

  public ProtobufDecoder(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public RawBatch decode(String project, ByteBuffer body) {
    int length = body.remaining();
    var cursor = ProtobufCursor.over(body);
    var losses = new Losses();
    var values = new ProtobufValues(cursor, limits, losses, strings, attributes);
    var spans = new ProtobufSpans(cursor, values, limits, losses);
    var batch = new BatchDraft(limits);
    new ProtobufRequest(cursor, values, limits, losses, origin -> spans.span(batch, origin)).read();
    return batch.build(project, length);
  }
}

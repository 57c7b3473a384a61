// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.model.AppException;
import dev.clew.model.RawBatch;
import dev.clew.model.RawSpan;
import dev.clew.model.RawSpan.Dropped;
import dev.clew.model.Rejection;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What two decoders must agree on: not the hash and size of an encoding, not the wording.
record Decoded(List<RawSpan> spans, List<Rejection.Reason> rejections) {

  /// `null` when the decoder refuses.
  static @Nullable Decoded by(Decoder<RawBatch> decoder, byte[] body) {
    try {
      return of(decoder.decode("p", ByteBuffer.wrap(body)));
    } catch (AppException _) {
      return null;
    }
  }

  static Decoded of(RawBatch batch) {
    return new Decoded(
        batch.spans().stream().map(Decoded::comparable).toList(),
        batch.rejections().stream().map(Rejection::reason).toList());
  }

  private static RawSpan comparable(RawSpan span) {
    var dropped = span.dropped();
    return new RawSpan(
        span.ids(),
        span.resource(),
        span.scope(),
        span.name(),
        span.kind(),
        span.startNs(),
        span.endNs(),
        span.attributes(),
        span.events(),
        span.links(),
        span.status(),
        new Dropped(dropped.attributes(), dropped.events(), dropped.links(), 0),
        0,
        0);
  }
}

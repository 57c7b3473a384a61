// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.RejectionList;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.RawBatch;
import dev.clew.model.RawSpan;
import dev.clew.model.Rejection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Collects the spans of one request, whatever it was encoded in.
final class BatchDraft {

  private final DecodeLimits limits;
  private final List<RawSpan> spans = new ArrayList<>();
  private final RejectionList rejections = new RejectionList();
  private final BitSet clipped = new BitSet();

  BatchDraft(DecodeLimits limits) {
    this.limits = limits;
  }

  void keep(RawSpan span, boolean isClipped) {
    makeRoom();
    if (isClipped) {
      clipped.set(spans.size());
    }
    spans.add(span);
  }

  void reject(Rejection rejection) {
    makeRoom();
    rejections.add(rejection);
  }

  RawBatch build(String project, long bytes) {
    return new RawBatch(project, spans, rejections.toList(), clipped.cardinality(), bytes);
  }

  int size() {
    return spans.size();
  }

  /// Gives spans that were kept without an origin the one that was read after them.
  void assign(int from, int to, Origin origin) {
    if (origin.clipped()) {
      clipped.set(from, to);
    }
    for (int i = from; i < to; i++) {
      var span = spans.get(i);
      spans.set(
          i,
          new RawSpan(
              span.ids(),
              origin.resource(),
              origin.scope(),
              span.name(),
              span.kind(),
              span.startNs(),
              span.endNs(),
              span.attributes(),
              span.events(),
              span.links(),
              span.status(),
              span.dropped(),
              origin.hashOf(span.contentHash()),
              span.sizeBytes()));
    }
  }

  private void makeRoom() {
    if (spans.size() + rejections.size() >= limits.spans()) {
      throw new AppException(
          ErrorCode.TOO_LARGE, "more than " + limits.spans() + " spans in one request");
    }
  }
}

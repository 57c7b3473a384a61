// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.clew.ingest.RejectionList;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Metric;
import dev.clew.model.MetricBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Collects the metrics of one request, whatever it was encoded in.
final class MetricBatchDraft {

  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private final DecodeLimits limits;
  private final List<Metric> metrics = new ArrayList<>();
  private final RejectionList rejections = new RejectionList();
  private int points;
  private int clipped;

  MetricBatchDraft(DecodeLimits limits) {
    this.limits = limits;
  }

  void add(MetricDraft draft, Origin origin) {
    var refused = draft.rejections();
    points += draft.size() + refused.size();
    if (points > limits.spans()) {
      throw new AppException(
          ErrorCode.TOO_LARGE, "more than " + limits.spans() + " data points in one request");
    }
    refused.forEach(rejections::add);
    clipped += origin.clipped() ? draft.size() : draft.clipped();
    if (draft.size() > 0) {
      metrics.add(draft.build(origin));
    }
  }

  MetricBatch build(String project, ByteBuffer body) {
    var bytes = body.duplicate();
    var content = new byte[bytes.remaining()];
    bytes.get(content);
    return new MetricBatch(
        project,
        metrics,
        rejections.toList(),
        clipped,
        content.length,
        HASHER.hashBytesToLong(content));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.ingest.Body;
import dev.clew.ingest.ContentPacker;
import dev.clew.ingest.Hash128;
import dev.clew.ingest.Preview;
import dev.clew.ingest.ValueJson;
import dev.clew.model.LogBatch;
import dev.clew.model.LogRecord;
import dev.clew.model.Resource;
import dev.clew.model.TraceId;
import dev.clew.model.Value;
import dev.clew.semconv.LogContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Takes the records of one request apart: what lines of access logs say, the messages that events
/// carry, the pattern of the text.
final class LogPreparation {

  private static final long DAY_SECONDS = 86_400;
  private static final long NANOS = 1_000_000_000L;
  private static final TraceId NO_TRACE = new TraceId(0, 0);

  private final ContentPacker contents;
  private final LogBatch batch;
  private final long receivedAt;
  private final long place;
  private final IdentityHashMap<Resource, Hash128> resources = new IdentityHashMap<>();
  private final Map<Long, Integer> occurrences = new HashMap<>();

  LogPreparation(ContentPacker contents, LogBatch batch, long receivedAt) {
    this.contents = contents;
    this.batch = batch;
    this.receivedAt = receivedAt;
    place = ContentPacker.place(batch.project(), receivedAt / DAY_SECONDS);
  }

  StoredLogs run() {
    var prepared = new ArrayList<PreparedLog>(batch.records().size());
    var logged = LoggedSpans.of(batch.records());
    for (var record : batch.records()) {
      var access = AccessRecord.of(record);
      prepared.add(
          access == null
              ? prepare(logged.linked(record), text(record), "", prepared.size())
              : prepare(access.record(), access.title(), access.requestId(), prepared.size()));
    }
    return new StoredLogs(
        batch.project(),
        prepared,
        batch.rejections(),
        batch.clipped(),
        logged.all().size(),
        receivedAt,
        batch.bytes());
  }

  /// @param title what its pattern is made from
  private PreparedLog prepare(LogRecord record, String title, String requestId, int sequence) {
    var bodies = new ArrayList<Body>();
    var content = LogContent.of(record);
    var traceId = record.traceId();
    return new PreparedLog(
        record,
        record.effectiveNs() == 0 ? receivedAt * NANOS : record.effectiveNs(),
        sequence,
        id(record),
        text(record),
        LogPattern.id(LogPattern.template(title)),
        requestId,
        resource(record.resource(), bodies),
        contents.pack(content, traceId == null ? NO_TRACE : traceId, place, bodies),
        Preview.input(content),
        Preview.output(content),
        bodies);
  }

  /// Nothing names a log record. Records of one request that are the same to the last bit are
  /// counted, so that all of them are kept, and all of them are recognised when they come again.
  private long id(LogRecord record) {
    int occurrence = occurrences.merge(record.contentHash(), 1, Integer::sum);
    return record.contentHash() ^ (occurrence - 1) * 0x9E3779B97F4A7C15L;
  }

  private Hash128 resource(Resource resource, List<Body> bodies) {
    var known = resources.get(resource);
    if (known == null) {
      known = contents.resource(resource, place, bodies);
      resources.put(resource, known);
    }
    return known;
  }

  /// What is searched and shown: the text of the body, or its JSON.
  private static String text(LogRecord record) {
    return switch (record.body()) {
      case Value.Text(var text) -> text;
      case Value.Empty _ -> "";
      case Value.Bool _,
          Value.Whole _,
          Value.Real _,
          Value.Bytes _,
          Value.Items _,
          Value.Fields _ ->
          ValueJson.of(record.body());
    };
  }
}

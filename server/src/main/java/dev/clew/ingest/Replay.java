// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.engine.EngineException;
import dev.clew.semconv.Conventions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what a crash left in the write-ahead log through the line again, before new telemetry is
/// accepted.
public final class Replay {

  private static final Logger log = LoggerFactory.getLogger(Replay.class);

  private final Conventions conventions;
  private final TableWriter tables;
  private final DuplicateWindow duplicates;
  private final List<Decoder> decoders;
  private final long maxRequestBytes;

  public Replay(
      Conventions conventions,
      TableWriter tables,
      DuplicateWindow duplicates,
      List<Decoder> decoders,
      long maxRequestBytes) {
    this.conventions = conventions;
    this.tables = tables;
    this.duplicates = duplicates;
    this.decoders = List.copyOf(decoders);
    this.maxRequestBytes = maxRequestBytes;
  }

  /// Stores every whole record of every segment in `folder` and deletes the segments.
  ///
  /// @return how many spans were replayed
  public int run(Path folder) throws IOException {
    int spans = 0;
    for (var segment : WriteAheadLog.leftOver(folder)) {
      try {
        var batches = load(segment);
        tables.write(batches, WriteAheadLog.token(segment));
        Files.delete(segment);
        spans += batches.stream().mapToInt(batch -> batch.spans().size()).sum();
      } catch (RuntimeException e) {
        if (e instanceof EngineException engine && engine.isTransient()) {
          throw e;
        }
        // One segment that cannot be stored must not keep the server from starting.
        WriteAheadLog.setAside(segment, e);
      }
    }
    if (spans > 0) {
      log.info("replayed {} spans from the write-ahead log", spans);
    }
    return spans;
  }

  private List<StoredBatch> load(Path segment) throws IOException {
    var packer = new SpanPacker(tables.storedBodies());
    var batches = new ArrayList<StoredBatch>();
    for (var record : WriteAheadLog.read(segment)) {
      var request = LoggedRequest.decode(record, decoders);
      var body =
          Decompression.inflate(
              new ExportRequest(null, request.body(), request.compression(), request.decoder()),
              maxRequestBytes);
      var batch = conventions.apply(request.decoder().decode(request.project(), body));
      var packed = packer.pack(batch, request.receivedAt() / 86_400);
      var whole = new StoredBatch(batch.project(), packed, request.receivedAt(), batch.bytes());
      var fresh = new HashSet<Long>();
      batches.add(whole.withSpans(duplicates.unseen(whole, fresh)));
      duplicates.addAll(fresh);
    }
    return batches;
  }
}

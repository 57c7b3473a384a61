// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what a crash left in the write-ahead log of a signal through its line again, before new
/// telemetry is accepted.
public final class Replay<R, B extends Signal.Batch> {

  private static final Logger log = LoggerFactory.getLogger(Replay.class);

  private final Signal<R, B> signal;
  private final long maxRequestBytes;

  public Replay(Signal<R, B> signal, long maxRequestBytes) {
    this.signal = signal;
    this.maxRequestBytes = maxRequestBytes;
  }

  /// Stores every whole record of every segment in `folder` and deletes the segments.
  ///
  /// @return how many spans, points or log records were replayed
  public int run(Path folder) throws IOException {
    int records = 0;
    for (var segment : WriteAheadLog.leftOver(folder)) {
      try {
        var batches = load(segment);
        signal.write(batches, WriteAheadLog.token(segment));
        Files.delete(segment);
        records += batches.stream().mapToInt(Signal.Batch::size).sum();
      } catch (RuntimeException e) {
        if (e instanceof EngineException engine && engine.isTransient()) {
          throw e;
        }
        // One segment that cannot be stored must not keep the server from starting.
        WriteAheadLog.setAside(segment, e);
      }
    }
    if (records > 0) {
      log.info("replayed {} records of {} from the write-ahead log", records, signal.name());
    }
    return records;
  }

  private List<B> load(Path segment) throws IOException {
    var batches = new ArrayList<B>();
    for (var record : WriteAheadLog.read(segment)) {
      var request = LoggedRequest.decode(record, signal.decoders());
      var body = Decompression.inflate(request.body(), request.compression(), maxRequestBytes);
      var decoded = request.decoder().decode(request.project(), body);
      var fresh = new HashSet<Long>();
      batches.add(signal.unseen(signal.prepare(decoded, request.receivedAt()), fresh));
      signal.remember(fresh);
    }
    return batches;
  }
}

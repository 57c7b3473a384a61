// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection of the engine, used by one thread at a time.
final class Connection implements AutoCloseable {
  private final Libchdb library;
  private final MemorySegment handle;

  Connection(Libchdb library, MemorySegment handle) {
    this.library = library;
    this.handle = handle;
  }

  MemorySegment pointer() {
    return Libchdb.connection(handle);
  }

  QueryStats execute(Statement statement) {
    long started = System.nanoTime();
    // Only SELECT can be streamed.
    var result = library.query(pointer(), statement, "Null");
    try {
      failOn(result);
      return stats(started, result);
    } finally {
      library.destroyResult(result);
    }
  }

  QueryStats stream(Statement statement, String format, Consumer<ByteBuffer> onChunk) {
    long started = System.nanoTime();
    var stream = library.streamQuery(pointer(), statement, format);
    try {
      failOn(stream);
      @Nullable QueryStats read = null;
      try {
        read = drain(stream, onChunk);
      } finally {
        if (read == null) {
          library.cancelQuery(pointer(), stream);
        }
      }
      return new QueryStats((System.nanoTime() - started) / 1e6, read.rowsRead(), read.bytesRead());
    } finally {
      library.destroyResult(stream);
    }
  }

  /// Reads to the end of the stream and adds up what each chunk says was read for it. Checks for
  /// interruption between chunks: that is how a caller cancels.
  private QueryStats drain(MemorySegment stream, Consumer<ByteBuffer> onChunk) {
    var read = QueryStats.NONE;
    while (true) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the caller left");
      }
      var chunk = library.fetch(pointer(), stream);
      try {
        failOn(chunk);
        read = read.plus(new QueryStats(0, library.rowsRead(chunk), library.bytesRead(chunk)));
        var bytes = library.bytes(chunk);
        if (bytes.address() == 0) {
          return read;
        }
        onChunk.accept(bytes.asByteBuffer());
      } finally {
        library.destroyResult(chunk);
      }
    }
  }

  void insert(String table, Block block, String token) {
    var sql =
        "INSERT INTO "
            + table
            + " ("
            + String.join(", ", block.columnNames())
            + ")"
            + " SETTINGS deduplicate_insert = "
            + (token.isEmpty()
                ? "'disable'"
                : "'enable', insert_deduplication_token = '" + token + "'");
    var stream = library.insert(pointer(), sql, "Native");
    try (var arena = Arena.ofConfined()) {
      failOnInsert(stream);
      if (!library.append(stream, block.toNative(arena))) {
        failOnInsert(stream);
        throw new EngineException(0, "the insert into " + table + " stopped without a reason");
      }
      var result = library.done(stream);
      try {
        failOn(result);
      } finally {
        library.destroyResult(result);
      }
    } finally {
      library.destroyInsert(stream);
    }
  }

  private QueryStats stats(long started, MemorySegment result) {
    return new QueryStats(
        (System.nanoTime() - started) / 1e6, library.rowsRead(result), library.bytesRead(result));
  }

  private void failOn(MemorySegment result) {
    var error = library.error(result);
    if (error != null) {
      throw EngineException.of(error);
    }
  }

  private void failOnInsert(MemorySegment stream) {
    var error = library.insertError(stream);
    if (error != null) {
      throw EngineException.of(error);
    }
  }

  @Override
  public void close() {
    library.close(handle);
  }
}

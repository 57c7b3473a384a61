// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// A ClickHouse database, wherever it runs.
///
/// All calls block until the engine has answered and may be made from any thread; the
/// implementation bounds how many run at once and queues the rest. Failures are [EngineException]s
/// with ClickHouse's own error code. What holds for every implementation is written down as tests
/// in `ClickHouseContract`.
public interface ClickHouse extends AutoCloseable {

  /// Runs a statement that returns no rows (DDL, `INSERT … SELECT`, `SET`).
  QueryStats execute(Statement statement);

  /// Runs a query and hands over its rows in order, while they arrive. The row is reused: take what
  /// you need before returning. An exception of `onRow` cancels the query and is thrown to the
  /// caller.
  QueryStats query(Statement statement, Consumer<Row> onRow);

  /// Runs a query and hands over its bytes in ClickHouse's output format `format`. A chunk is valid
  /// only during the call, and each chunk is a complete document of that format.
  QueryStats stream(Statement statement, String format, Consumer<ByteBuffer> onChunk);

  /// Runs a query that nobody wrote here: read-only, on a connection of its own whose settings the
  /// query cannot change.
  ///
  /// @throws EngineException with [EngineException#NOT_READ_ONLY] when the text is anything but one
  ///   read-only statement
  QueryStats streamUntrusted(Statement statement, String format, Consumer<ByteBuffer> onChunk);

  /// Inserts one block. When this returns, the rows are in a part that was written and, where the
  /// table asks for it, synced. All of the block becomes visible together (per partition); when it
  /// throws, the caller may insert the same block again.
  ///
  /// @param token names this block: a block whose token the table remembers
  ///   (`non_replicated_deduplication_window`) is dropped. Empty: always inserted.
  void insert(String table, Block block, String token);

  /// Version of the engine, such as `26.7.2.1`.
  String version();

  /// `embedded` or `remote`.
  String kind();

  /// Waits for running statements, then closes; later calls fail.
  @Override
  void close();
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.util.List;
import java.util.Set;

/// One kind of telemetry (traces, metrics, logs) as its [Journal] and [Replay] see it: how logged
/// requests become records again, which records are new, and which tables they end in.
///
/// @param <R> what a request of this signal is decoded to
/// @param <B> the records of one request, ready to be written
public interface Signal<R, B extends Signal.Batch> {

  /// The records of one request that are being, or have been, written.
  interface Batch {

    /// How many records it holds.
    int size();

    /// Decompressed size of the request they came in.
    long bytes();
  }

  /// As the accounting, the threads and the log of the server name it: `traces`.
  String name();

  /// All decoders, always in the same order: the write-ahead log refers to them by position.
  List<Decoder<R>> decoders();

  /// Takes a decoded request through the stages between decoding and the journal.
  ///
  /// @param receivedAt seconds since 1970
  B prepare(R decoded, long receivedAt);

  /// The records of `batch` that were not stored before, each once. Called by one thread.
  ///
  /// @param fresh fingerprints of the same group that are not remembered yet; new ones are added
  B unseen(B batch, Set<Long> fresh);

  /// Remembers fingerprints of records that are logged now.
  void remember(Set<Long> fresh);

  /// Inserts everything or throws. MUST be safe to call again with the same token, which names this
  /// list of batches.
  void write(List<B> batches, String token);
}

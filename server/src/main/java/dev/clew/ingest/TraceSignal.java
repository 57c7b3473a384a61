// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.RawBatch;
import dev.clew.model.SpanBatch;
import dev.clew.semconv.Conventions;
import java.util.List;
import java.util.Set;

/// Spans on their way through the journal.
public final class TraceSignal implements Signal<RawBatch, StoredBatch> {

  private final Conventions conventions;
  private final SpanPacker packer;
  private final TableWriter tables;
  private final DuplicateWindow duplicates;
  private final List<Decoder<RawBatch>> decoders;

  public TraceSignal(
      Conventions conventions,
      TableWriter tables,
      DuplicateWindow duplicates,
      List<Decoder<RawBatch>> decoders) {
    this.conventions = conventions;
    this.packer = new SpanPacker(tables.storedBodies());
    this.tables = tables;
    this.duplicates = duplicates;
    this.decoders = List.copyOf(decoders);
  }

  @Override
  public String name() {
    return "traces";
  }

  @Override
  public List<Decoder<RawBatch>> decoders() {
    return decoders;
  }

  @Override
  public StoredBatch prepare(RawBatch decoded, long receivedAt) {
    return pack(conventions.apply(decoded), receivedAt);
  }

  /// Replaces the content of spans by hashes.
  StoredBatch pack(SpanBatch batch, long receivedAt) {
    return new StoredBatch(
        batch.project(), packer.pack(batch, receivedAt), receivedAt, batch.bytes());
  }

  @Override
  public StoredBatch unseen(StoredBatch batch, Set<Long> fresh) {
    return batch.withSpans(duplicates.unseen(batch, fresh));
  }

  @Override
  public void remember(Set<Long> fresh) {
    duplicates.addAll(fresh);
  }

  @Override
  public void write(List<StoredBatch> batches, String token) {
    tables.write(batches, token);
  }
}

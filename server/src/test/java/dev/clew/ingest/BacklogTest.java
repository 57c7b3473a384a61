// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BacklogTest {

  private static final int RECORDS = 30_000;
  private static final int REQUESTS = 10;

  @TempDir private Path folder;

  /// As many records, of no content.
  private record Records(int size, long bytes) implements Signal.Batch {}

  /// Tables that can be held up.
  private static final class SlowTables implements Signal<Records, Records> {

    final CountDownLatch mayWrite = new CountDownLatch(1);
    final List<List<Records>> written = Collections.synchronizedList(new ArrayList<>());
    final Set<String> tokens = Collections.synchronizedSet(new HashSet<>());

    @Override
    public String name() {
      return "records";
    }

    @Override
    public List<Decoder<Records>> decoders() {
      return List.of();
    }

    @Override
    public Records prepare(Records decoded, long receivedAt) {
      return decoded;
    }

    @Override
    public Records unseen(Records batch, Set<Long> fresh) {
      return batch;
    }

    @Override
    public void remember(Set<Long> fresh) {}

    @Override
    public void write(List<Records> batches, String token) {
      try {
        mayWrite.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      written.add(batches);
      tokens.add(token);
    }
  }

  @Test
  void howeverMuchWaitsNoInsertIsLargerThanTheEngineCanTake() throws Exception {
    var tables = new SlowTables();
    try (var backlog = new Backlog<>(folder, tables, _ -> {})) {
      for (int i = 0; i < REQUESTS; i++) {
        backlog.log(List.of(ByteBuffer.wrap(new byte[] {1})), List.of(new Records(RECORDS, 1_000)));
      }
      tables.mayWrite.countDown();
      backlog.flush(Duration.ofSeconds(30));
      assertThat(backlog.bytes()).isZero();
    }
    assertThat(tables.written.stream().flatMap(List::stream)).hasSize(REQUESTS);
    assertThat(tables.written)
        .allSatisfy(
            batches ->
                assertThat(batches.stream().mapToInt(Records::size).sum())
                    .isLessThan(80_000 + RECORDS));
    assertThat(tables.tokens).hasSameSizeAs(tables.written);
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  @Timeout(60)
  void aDiskThatIsFullAtTheEndKeepsRecordsInTheLogAndDoesNotHoldUpTheEnd() throws Exception {
    var tables = new SlowTables();
    tables.mayWrite.countDown();
    var log = Files.createDirectory(folder.resolve("log"));
    var moved = folder.resolve("moved");
    var record = ByteBuffer.wrap(new byte[] {1, 2, 3});
    var backlog = new Backlog<>(log, tables, _ -> {});
    // Without its folder the log cannot begin a segment, as on a full disk; the open one goes on.
    Files.move(log, moved);
    backlog.log(List.of(record), List.of(new Records(1, 3)));
    assertThatThrownBy(backlog::close).isInstanceOf(UncheckedIOException.class);
    assertThat(tables.written).isEmpty();
    assertThat(WriteAheadLog.leftOver(moved))
        .singleElement()
        .satisfies(segment -> assertThat(WriteAheadLog.read(segment)).containsExactly(record));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.admin.Metadata;
import dev.clew.http.TimeRange;
import dev.clew.testkit.Awaiting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepricingTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final TimeRange RANGE = new TimeRange(NOW.minusSeconds(60), NOW);
  private static final int PAGES = 3;

  @TempDir private Path folder;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private Metadata metadata;

  @BeforeEach
  void open() {
    metadata = Metadata.open(folder.resolve("clew.db"));
  }

  @AfterEach
  void close() {
    metadata.close();
  }

  /// Three pages of ten runs; each page waits until it may.
  private static final class Stored implements Repricing.Runs {

    final AtomicInteger pages = new AtomicInteger();
    final AtomicInteger asked = new AtomicInteger();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch mayGoOn;
    volatile boolean busy;

    Stored(boolean waits) {
      mayGoOn = new CountDownLatch(waits ? 1 : 0);
    }

    @Override
    public boolean isBusy() {
      asked.incrementAndGet();
      return busy;
    }

    @Override
    public Repricing.Totals totals(String project, TimeRange range) {
      return new Repricing.Totals(30, 1.0 + pages.get());
    }

    @Override
    public Repricing.@Nullable Step again(String project, TimeRange range, @Nullable String after) {
      int page = after == null ? 0 : Integer.parseInt(after);
      if (page == PAGES) {
        return null;
      }
      begun.countDown();
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      pages.incrementAndGet();
      return new Repricing.Step(Integer.toString(page + 1), 10);
    }
  }

  @Test
  void aJobLeavesAReceiptOfTheSumBeforeAndAfter() throws Exception {
    try (var repricing = repricing(new Stored(false))) {
      repricing.begin("default", RANGE);
      var receipt = receiptThatIs(repricing, "done");
      assertThat(receipt.runsDone()).isEqualTo(30);
      assertThat(receipt.costBeforeUsd()).isEqualTo(1.0);
      assertThat(receipt.costAfterUsd()).isEqualTo(4.0);
    }
  }

  @Test
  void aJobWaitsWhileTheServerIsBusy() throws Exception {
    var stored = new Stored(false);
    stored.busy = true;
    try (var repricing = repricing(stored)) {
      repricing.begin("default", RANGE);
      Awaiting.until(stored.asked::get, asked -> asked > 2, "the question whether it is busy");
      assertThat(stored.pages).hasValue(0);
      stored.busy = false;
      assertThat(receiptThatIs(repricing, "done").runsDone()).isEqualTo(30);
    }
  }

  @Test
  void theEndOfTheServerWaitsForThePageAndSaysWhoStoppedTheJob() throws Exception {
    var stored = new Stored(true);
    var repricing = repricing(stored);
    repricing.begin("default", RANGE);
    stored.begun.await();
    var closing = Thread.ofVirtual().start(repricing::close);
    Awaiting.until(closing::getState, state -> state == Thread.State.WAITING, "the wait");
    assertThat(stored.pages).hasValue(0);
    stored.mayGoOn.countDown();
    closing.join();
    assertThat(stored.pages).hasValue(1);
    var receipt = repricing.list("default").getFirst();
    assertThat(receipt.state()).isEqualTo("stopped");
    assertThat(receipt.runsDone()).isEqualTo(10);
    assertThat(receipt.error()).isEqualTo("the server was stopped");
  }

  @Test
  void aJobThatWasKilledWithTheServerIsShownAsStoppedAfterwards() throws Exception {
    var stored = new Stored(true);
    // Never closed, as when the process is killed.
    var killed = repricing(stored);
    var begun = killed.begin("default", RANGE);
    stored.begun.await();
    try (var repricing = repricing(new Stored(false))) {
      var receipt = repricing.list("default").getFirst();
      assertThat(receipt.id()).isEqualTo(begun.id());
      assertThat(receipt.state()).isEqualTo("stopped");
      assertThat(receipt.error()).isEqualTo("the server was stopped");
      assertThat(receipt.endedAt()).isNotNull();
    }
    stored.mayGoOn.countDown();
    killed.close();
  }

  private Repricing repricing(Repricing.Runs runs) {
    return new Repricing(metadata, runs, () -> NOW);
  }

  private static Receipt receiptThatIs(Repricing repricing, String state) throws Exception {
    return Awaiting.until(
        () -> repricing.list("default").getFirst(),
        receipt -> receipt.state().equals(state),
        "the end of the job");
  }
}

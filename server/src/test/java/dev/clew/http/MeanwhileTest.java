// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MeanwhileTest {

  @Test
  void bothAreUnderWayAtOnce() {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var asked =
        Meanwhile.of(
            () -> {
              begun.countDown();
              return await(goOn);
            });
    assertThat(await(begun)).isTrue();
    goOn.countDown();
    assertThat(asked.get()).isTrue();
  }

  @Test
  void whatTheQuestionThrowsReachesItsAsker() {
    var asked =
        Meanwhile.of(
            () -> {
              throw new AppException(ErrorCode.NOT_FOUND, "no such thing");
            });
    assertThatThrownBy(asked::get).isInstanceOf(AppException.class).hasMessage("no such thing");
  }

  @Test
  void whoLeavesWithoutTheAnswerCancelsIt() {
    var begun = new CountDownLatch(1);
    var cancelled = new CountDownLatch(1);
    try (var _ =
        Meanwhile.of(
            () -> {
              begun.countDown();
              try {
                return new CountDownLatch(1).await(1, TimeUnit.HOURS);
              } catch (InterruptedException e) {
                cancelled.countDown();
                return false;
              }
            })) {
      await(begun);
    }
    assertThat(await(cancelled)).isTrue();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

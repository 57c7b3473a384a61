// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clew.http.Permission;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a key may do that everyone can read.
final class PublicKeysTest {

  @TempDir private Path folder;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private Metadata metadata;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private Keys keys;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private PublicKeys publicKeys;

  private Instant now = Instant.parse("2026-11-24T12:00:00Z");

  @BeforeEach
  void open() {
    metadata = Metadata.open(folder.resolve("clew.db"));
    keys = new Keys(metadata, true, () -> now);
    publicKeys = new PublicKeys(keys, 5, () -> now);
  }

  @AfterEach
  void close() {
    metadata.close();
  }

  @Test
  void itWritesAndReadsNothing() {
    var key = keys.issue("page", ApiKey.Type.PUBLIC, "default").secret();
    assertThat(key).startsWith("clew_public_");
    assertThat(keys.project(key)).isEqualTo("default");
    refused(ErrorCode.FORBIDDEN, () -> keys.caller(key, null, Permission.READ));
  }

  @Test
  void itIsToldToWaitWhenItSendsTooMuchAndMaySendAgainAfterwards() {
    var key = keys.issue("page", ApiKey.Type.PUBLIC, "default").secret();
    for (int i = 0; i < 10; i++) {
      publicKeys.accept(key);
    }
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(() -> publicKeys.accept(key))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.THROTTLED);
              assertThat(e.retryAfter()).isEqualTo(Duration.ofMillis(200));
            });
    now = now.plusMillis(200);
    assertThatCode(() -> publicKeys.accept(key)).doesNotThrowAnyException();
  }

  @Test
  void otherKeysAreNotCountedAndNotTakenFromAPage() {
    var secret = keys.issue("collector", ApiKey.Type.INGEST, "default").secret();
    for (int i = 0; i < 100; i++) {
      publicKeys.accept(secret);
    }
    refused(ErrorCode.FORBIDDEN, () -> publicKeys.acceptFromPage(secret));
    var key = keys.issue("page", ApiKey.Type.PUBLIC, "default").secret();
    assertThatCode(() -> publicKeys.acceptFromPage(key)).doesNotThrowAnyException();
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clew.http.Access.Caller;
import dev.clew.http.Permission;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each type of key may see, and when it was last used.
final class KeysTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir private Path folder;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private Metadata metadata;

  private Instant now = NOON;

  @BeforeEach
  void open() {
    metadata = Metadata.open(folder.resolve("clew.db"));
    metadata.update("INSERT INTO projects VALUES ('shop', 'Shop', '2026-11-24T11:00:00Z')");
  }

  @AfterEach
  void close() {
    metadata.close();
  }

  private Keys keys(boolean required) {
    InstantSource clock = () -> now;
    return new Keys(metadata, required, clock);
  }

  @Test
  void anAdminKeyMayChooseAProjectAndAReadKeyMayNot() {
    var keys = keys(true);
    var admin = keys.issue("admin", ApiKey.Type.ADMIN, "default").secret();
    var read = keys.issue("reader", ApiKey.Type.READ, "shop").secret();

    assertThat(keys.caller(admin, null, Permission.READ)).isEqualTo(new Caller("default", true));
    assertThat(keys.caller(admin, "shop", Permission.READ)).isEqualTo(new Caller("shop", true));
    assertThat(keys.caller(read, null, Permission.READ)).isEqualTo(new Caller("shop", false));
    assertThat(keys.caller(read, "shop", Permission.READ)).isEqualTo(new Caller("shop", false));
    refused(ErrorCode.NOT_FOUND, () -> keys.caller(read, "default", Permission.READ));
    refused(ErrorCode.NOT_FOUND, () -> keys.caller(admin, "nowhere", Permission.READ));
    refused(ErrorCode.FORBIDDEN, () -> keys.caller(read, null, Permission.ADMIN));
  }

  @Test
  void withoutAKeyTheOwnerOfTheMachineSeesEveryProjectAndAStrangerNone() {
    assertThat(keys(false).caller(null, "shop", Permission.ADMIN))
        .isEqualTo(new Caller("shop", true));
    refused(ErrorCode.UNAUTHENTICATED, () -> keys(true).caller(null, "shop", Permission.READ));
  }

  @Test
  void anIngestKeySendsAndReadsNothing() {
    var keys = keys(true);
    var ingest = keys.issue("collector", ApiKey.Type.INGEST, "shop").secret();
    assertThat(keys.project(ingest)).isEqualTo("shop");
    refused(ErrorCode.FORBIDDEN, () -> keys.caller(ingest, null, Permission.READ));
    keys.revoke(keys.list().getFirst().id());
    refused(ErrorCode.UNAUTHENTICATED, () -> keys.project(ingest));
    assertThat(keys.projectOf(ingest)).isEmpty();
  }

  @Test
  void theLastUseIsShownAtOnceAndKeptWhenItIsSaved() {
    var keys = keys(true);
    var secret = keys.issue("collector", ApiKey.Type.INGEST, "shop").secret();
    assertThat(keys.list().getFirst().lastUsedAt()).isNull();

    now = NOON.plusSeconds(5);
    keys.project(secret);
    assertThat(keys.list().getFirst().lastUsedAt()).isEqualTo("2026-11-24T12:00:05Z");
    assertThat(keys(true).list().getFirst().lastUsedAt()).as("not written yet").isNull();

    keys.saveLastUses();
    assertThat(keys(true).list().getFirst().lastUsedAt()).isEqualTo("2026-11-24T12:00:05Z");

    keys.revoke(keys.list().getFirst().id());
    assertThat(keys.list().getFirst().lastUsedAt()).isEqualTo("2026-11-24T12:00:05Z");
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(call)
        .satisfies(why -> assertThat(why.code()).isEqualTo(code));
  }
}

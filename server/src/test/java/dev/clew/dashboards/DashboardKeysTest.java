// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.admin.ApiKey;
import dev.clew.admin.Keys;
import dev.clew.admin.Metadata;
import dev.clew.http.Permission;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/// Who may note a deploy.
class DashboardKeysTest {

  @Test
  void aKeyThatSendsTelemetryMayAnnotateAndReadNothing() {
    var metadata = Metadata.open(Path.of(":memory:"));
    var keys = new Keys(metadata, true, InstantSource.system());
    var ingest = keys.issue("ci", ApiKey.Type.INGEST, "default").secret();
    assertThat(keys.caller(ingest, null, Permission.SEND).project()).isEqualTo("default");
    assertThatThrownBy(() -> keys.caller(ingest, null, Permission.READ))
        .hasMessageContaining("may not do this");
    for (var type : new ApiKey.Type[] {ApiKey.Type.PUBLIC, ApiKey.Type.READ}) {
      var other = keys.issue("other", type, "default").secret();
      assertThatThrownBy(() -> keys.caller(other, null, Permission.SEND))
          .hasMessageContaining("may not do this");
    }
  }
}

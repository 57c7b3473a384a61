// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// With `JAZZER_FUZZ=1` the method searches for new inputs; without it it runs lines of real
/// gateways.
class AccessLogsFuzzTest {

  static List<Arguments> lines() {
    return Arrays.stream(Gateway.values())
        .flatMap(gateway -> AccessLogsTest.lines(gateway).stream())
        .map(line -> Arguments.of((Object) line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  @MethodSource("lines")
  @FuzzTest(maxDuration = "5m")
  void aLineIsRecognisedOrNotWhoeverIsSaidToHaveWrittenIt(byte[] body) {
    var line = new String(body, StandardCharsets.UTF_8);
    AccessLogs.read(line, null);
    for (var gateway : Gateway.values()) {
      AccessLogs.read(line, gateway);
    }
  }
}

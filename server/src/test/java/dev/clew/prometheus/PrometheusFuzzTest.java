// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// With `JAZZER_FUZZ=1` each method searches for new inputs, one at a time; without it they run
/// what real senders sent.
class PrometheusFuzzTest {

  static List<Arguments> expositions() {
    return Expositions.NAMES.stream()
        .map(name -> Arguments.of((Object) Expositions.text(name).getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  static List<Arguments> writes() throws IOException {
    return List.of(
        Arguments.of((Object) RemoteWrites.first(RemoteWrites.TIME_MS)),
        Arguments.of((Object) RemoteWrites.second(RemoteWrites.TIME_MS)));
  }

  @MethodSource("expositions")
  @FuzzTest(maxDuration = "5m")
  void everyLineIsReadOrTold(byte[] body) {
    var text = new String(body, StandardCharsets.UTF_8);
    for (boolean openMetrics : new boolean[] {false, true}) {
      new TextFormat(openMetrics).read(text, Map.of("job", "fuzz"), 1);
    }
  }

  @MethodSource("writes")
  @FuzzTest(maxDuration = "5m")
  void remoteWritesAreReadOrInvalid(byte[] body) {
    for (var decoder : List.of(RemoteWriteDecoder.first(), RemoteWriteDecoder.second())) {
      try {
        decoder.decode("p", ByteBuffer.wrap(body));
      } catch (AppException refused) {
        if (refused.code() != ErrorCode.INVALID) {
          throw refused;
        }
      }
    }
  }
}

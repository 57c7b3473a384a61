// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import dev.clew.accesslogs.Reading.Recognised;
import dev.clew.accesslogs.Reading.Unrecognised;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads lines of access logs. Never throws, whatever a line holds.
public final class AccessLogs {

  /// In the order in which an unnamed format is tried: the more particular first.
  private static final List<Format> FORMATS =
      List.of(
          new HigressLog(),
          new KongLog(),
          new ApisixLog(),
          new EnvoyAiGatewayLog(),
          new NginxLog());

  private AccessLogs() {}

  /// The format of one product.
  sealed interface Format permits HigressLog, KongLog, ApisixLog, EnvoyAiGatewayLog, NginxLog {

    Gateway gateway();

    /// Whether the fields are proof enough when nobody says which product wrote the line.
    boolean recognises(Line line);

    /// `null` when no field says when the request was.
    @Nullable GatewayRequest read(Line line);
  }

  /// @param gateway who wrote the line; `null` to find out
  public static Reading read(String text, @Nullable Gateway gateway) {
    var line = Line.parse(text);
    if (line == null) {
      return new Unrecognised("not a JSON object");
    }
    for (var format : FORMATS) {
      if (gateway == null ? format.recognises(line) : gateway == format.gateway()) {
        var request = format.read(line);
        return request == null
            ? new Unrecognised("no time that can be read in a line of " + format.gateway().label())
            : new Recognised(request);
      }
    }
    return new Unrecognised(
        "not the access log of a known gateway (expected: the fields of higress, envoy, nginx, kong or apisix)");
  }

  /// Whether the text could be a line at all, without reading it.
  public static boolean mayBe(String text) {
    return text.startsWith("{");
  }
}

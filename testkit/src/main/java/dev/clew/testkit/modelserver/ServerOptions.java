// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import java.util.List;

/// How a simulated server behaves.
///
/// @param port 0 for any free one
/// @param seed the same seed gives the same answers
/// @param pace factor on all waiting times; 0 answers at once
/// @param faults whether requests fail now and then
public record ServerOptions(int port, long seed, double pace, boolean faults) {

  /// A server for tests: any port, no waiting, no failures.
  public static ServerOptions instant() {
    return new ServerOptions(0, 1, 0, false);
  }

  static ServerOptions parse(List<String> arguments) {
    int port = 0;
    long seed = 1;
    double pace = 1;
    boolean faults = true;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--port" -> port = Integer.parseInt(arguments.get(++i));
        case "--seed" -> seed = Long.parseLong(arguments.get(++i));
        case "--pace" -> pace = Double.parseDouble(arguments.get(++i));
        case "--no-faults" -> faults = false;
        default ->
            throw new IllegalArgumentException(
                arguments.get(i) + " (expected: --port, --seed, --pace, --no-faults)");
      }
    }
    return new ServerOptions(port, seed, pace, faults);
  }
}

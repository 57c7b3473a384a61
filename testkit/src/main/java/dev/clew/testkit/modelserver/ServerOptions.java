// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import java.util.List;

/// How a simulated server behaves.
///
/// @param port 0 for any free one
/// @param seed the same seed gives the same answers
/// @param pace factor on all waiting times; 0 answers at once
/// @param faults whether requests fail now and then
/// @param slots requests of one model that are worked on at once, while the others wait; 0 for any
///   number
public record ServerOptions(int port, long seed, double pace, boolean faults, int slots) {

  /// A server for tests: any port, no waiting, no failures.
  public static ServerOptions instant() {
    return new ServerOptions(0, 1, 0, false, 0);
  }

  static ServerOptions parse(List<String> arguments) {
    int port = 0;
    long seed = 1;
    double pace = 1;
    boolean faults = true;
    int slots = 0;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--port" -> port = Integer.parseInt(arguments.get(++i));
        case "--seed" -> seed = Long.parseLong(arguments.get(++i));
        case "--pace" -> pace = Double.parseDouble(arguments.get(++i));
        case "--no-faults" -> faults = false;
        case "--slots" -> slots = Integer.parseInt(arguments.get(++i));
        default ->
            throw new IllegalArgumentException(
                arguments.get(i) + " (expected: --port, --seed, --pace, --no-faults, --slots)");
      }
    }
    return new ServerOptions(port, seed, pace, faults, slots);
  }
}

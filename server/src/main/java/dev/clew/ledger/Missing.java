// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

/// What of a call's content is not there: the first reason is told.
final class Missing {

  private String what = "";

  void definitions() {
    say("tool definitions were not captured");
  }

  void definitionsElsewhere() {
    say("tool definitions are those that other runs of the agent or its servers showed");
  }

  void body() {
    say("messages are not stored any more");
  }

  /// @param contentState as the span has it
  void state(String contentState) {
    switch (contentState) {
      case "truncated" -> say("content was truncated");
      case "redacted" -> say("content was masked");
      case "external_ref" -> say("content is kept elsewhere");
      default -> {}
    }
  }

  private void say(String reason) {
    if (what.isEmpty()) {
      what = reason;
    }
  }

  boolean isNothing() {
    return what.isEmpty();
  }

  String what() {
    return what;
  }
}

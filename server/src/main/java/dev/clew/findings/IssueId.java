// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names an issue: the same rule about the same agent (where none is known, the same service),
/// server and tool has the same, in every run and for ever.
record IssueId(long value) {

  static IssueId of(Rule rule, String agent, String service, String server, String tool) {
    var who = agent.isEmpty() ? "service\0" + service : "agent\0" + agent;
    var text = String.join("\0", rule.id(), who, server, tool);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return new IssueId(
          ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Reads 16 hexadecimal digits.
  ///
  /// @throws AppException INVALID for anything else
  static IssueId parse(String text) {
    try {
      if (text.length() == 16) {
        return new IssueId(HexFormat.fromHexDigitsToLong(text));
      }
    } catch (IllegalArgumentException _) {
      // Falls through to the same answer.
    }
    throw new AppException(
        ErrorCode.INVALID, "id: %s (expected: 16 hexadecimal digits)".formatted(text));
  }

  String hex() {
    return HexFormat.of().toHexDigits(value);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// The ids of other back ends as ids of OpenTelemetry. The same id is always the same span, so what
/// is sent again is recognised, and what comes in pieces belongs together.
final class Ids {

  private static final Pattern HEX_32 = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern HEX_16 = Pattern.compile("[0-9a-fA-F]{16}");
  private static final Pattern NOTHING = Pattern.compile("0*");

  private Ids() {}

  /// A UUID is the 128 bits it stands for, as Dify's other exporters have it; 32 hexadecimal digits
  /// are a trace id of OpenTelemetry already; MLflow writes `tr-` before them. Anything else, such
  /// as a gateway's own id, is hashed.
  static String trace(String id) {
    var bare = (id.startsWith("tr-") ? id.substring(3) : id).replace("-", "");
    return HEX_32.matcher(bare).matches() && !NOTHING.matcher(bare).matches()
        ? bare.toLowerCase(Locale.ROOT)
        : hash(id, 16);
  }

  /// 16 hexadecimal digits are a span id already; anything else is hashed.
  static String span(String id) {
    return HEX_16.matcher(id).matches() && !NOTHING.matcher(id).matches()
        ? id.toLowerCase(Locale.ROOT)
        : hash(id, 8);
  }

  /// Whether the text could be a trace id of OpenTelemetry.
  static boolean isTraceId(String id) {
    return HEX_32.matcher(id).matches() && !NOTHING.matcher(id).matches();
  }

  private static String hash(String id, int bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

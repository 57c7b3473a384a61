// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// The parts of a `multipart/form-data` body (RFC 7578), found by its first line, which is the
/// boundary.
final class Multipart {

  private static final Pattern NAME = Pattern.compile("(?i)[; ]name=\"?([^\";\r\n]+)\"?");
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  private Multipart() {}

  /// Hands out each part with its name.
  ///
  /// @throws AppException INVALID when the body is no multipart
  static void forEach(ByteBuffer body, BiConsumer<String, ByteBuffer> part) {
    var bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    int lineEnd = find(bytes, LINE_END, 0);
    if (lineEnd < 3 || bytes[0] != '-' || bytes[1] != '-') {
      throw new AppException(ErrorCode.INVALID, "not multipart: no boundary at the start");
    }
    var boundary = Arrays.copyOf(bytes, lineEnd);
    int at = lineEnd + 2;
    while (at < bytes.length) {
      int headEnd = find(bytes, HEAD_END, at);
      int next = find(bytes, boundary, at);
      if (next < 0) {
        throw new AppException(ErrorCode.INVALID, "multipart: the body ends early");
      }
      if (headEnd < 0 || headEnd > next) {
        throw new AppException(ErrorCode.INVALID, "multipart: a part has no head");
      }
      var name = NAME.matcher(new String(bytes, at, headEnd - at, StandardCharsets.UTF_8));
      int from = headEnd + HEAD_END.length;
      int length = Math.max(0, next - LINE_END.length - from);
      if (name.find()) {
        part.accept(name.group(1), ByteBuffer.wrap(bytes, from, length).slice());
      }
      at = next + boundary.length + LINE_END.length;
      if (at <= bytes.length && bytes[at - 1] == '-' && bytes[at - 2] == '-') {
        return;
      }
    }
  }

  private static int find(byte[] bytes, byte[] wanted, int from) {
    for (int i = from; i <= bytes.length - wanted.length; i++) {
      if (bytes[i] == wanted[0]
          && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}

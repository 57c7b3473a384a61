// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Where the next page of a list begins: the sort values of the last row of this one. Opaque to
/// callers.
public record Cursor(List<String> values) {

  private static final String SEPARATOR = "\u001f";

  public Cursor {
    values = List.copyOf(values);
  }

  public String encode() {
    var text = String.join(SEPARATOR, values);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// @throws AppException INVALID when `text` is not a cursor of `size` values
  public static Cursor decode(String text, int size) {
    try {
      var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      var values = List.of(plain.split(SEPARATOR, -1));
      if (values.size() == size) {
        return new Cursor(values);
      }
    } catch (IllegalArgumentException _) {
      // Falls through to the same answer.
    }
    throw new AppException(
        ErrorCode.INVALID, "cursor: not one that this list has given; start again without it");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import dev.clew.model.Part;
import org.jspecify.annotations.Nullable;

/// Inline media: its size is kept, its data never.
final class Base64Data {

  /// Shorter text may be a word; longer text without a blank is data.
  private static final int MIN_DATA = 1024;

  private Base64Data() {}

  /// A `data:` URL or a plain one.
  static Part.Media fromUrl(String modality, String url) {
    if (!url.startsWith("data:")) {
      return new Part.Media(modality, null, null, url);
    }
    int comma = url.indexOf(',');
    int mimeEnd = url.indexOf(';');
    var mimeType = mimeEnd > 5 && mimeEnd < comma ? url.substring(5, mimeEnd) : null;
    return new Part.Media(modality, mimeType, size(url, comma + 1), null);
  }

  static Part.Media inline(@Nullable String modality, @Nullable String mimeType, String data) {
    return new Part.Media(modality, mimeType, size(data, 0), null);
  }

  static boolean isData(String text) {
    if (text.length() < MIN_DATA) {
      return false;
    }
    for (int i = 0; i < MIN_DATA; i++) {
      char c = text.charAt(i);
      boolean isBase64 =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '+'
              || c == '/'
              || c == '-'
              || c == '_';
      if (!isBase64) {
        return false;
      }
    }
    return true;
  }

  /// Bytes behind base64 text that starts at `from`.
  private static long size(String text, int from) {
    int end = text.length();
    while (end > from && text.charAt(end - 1) == '=') {
      end--;
    }
    return (end - from) * 3L / 4;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that happened, drawn on charts: a deploy, an incident, an alert.
///
/// @param from ISO 8601
/// @param to `null` for a moment
/// @param kind `note`: somebody sent it; `alert`: an alert changed its state
/// @param link a path of the web UI; `null` when there is none
record Annotation(
    String id,
    String kind,
    String from,
    @Nullable String to,
    String title,
    String text,
    List<String> tags,
    @Nullable String link) {

  Annotation {
    tags = List.copyOf(tags);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// An object of which more may come.
///
/// @param since when its first piece came, in nanoseconds of [System#nanoTime]
/// @param due when it is stored as it is
/// @param bytes roughly what it takes
record Held(Key key, Piece piece, long since, long due, int bytes) {

  /// Which object it is.
  record Key(String project, String protocol, String kind, String id) {}

  Held dueAt(long time) {
    return new Held(key, piece, since, time, bytes);
  }

  /// A line of the file of held objects.
  String line() {
    return named(key).set("fields", piece.fields()).toString();
  }

  /// The line that takes an object back.
  static String gone(Key key) {
    return named(key).put("gone", true).toString();
  }

  private static ObjectNode named(Key key) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("project", key.project())
        .put("protocol", key.protocol())
        .put("kind", key.kind())
        .put("id", key.id());
  }

  /// Reads a line; `null` when it is not one, as the last may be after a crash.
  static @Nullable Held parse(String line, long now) {
    var read = Pieces.parse(line);
    if (read == null || !read.hasNonNull("project")) {
      return null;
    }
    var key =
        new Key(
            read.path("project").asText(),
            read.path("protocol").asText(),
            read.path("kind").asText(),
            read.path("id").asText());
    var fields =
        read.get("fields") instanceof ObjectNode object
            ? object
            : JsonNodeFactory.instance.objectNode();
    boolean isGone = read.path("gone").asBoolean();
    return new Held(
        key, new Piece(key.kind(), key.id(), fields), now, now, isGone ? 0 : line.length());
  }

  boolean isGone() {
    return bytes == 0;
  }
}

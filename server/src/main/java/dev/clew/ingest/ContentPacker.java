// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.ingest.Body.Kind;
import dev.clew.model.Content;
import dev.clew.model.Message;
import dev.clew.model.Resource;
import dev.clew.model.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replaces content by hashes and says which of it is not stored yet.
public final class ContentPacker {

  private final RecentSet stored;

  /// @param stored fingerprints of bodies that are known to be in storage
  public ContentPacker(RecentSet stored) {
    this.stored = stored;
  }

  /// The content of a span or log record as hashes, in its order.
  public record Packed(
      List<Hash128> input,
      List<Hash128> output,
      List<Hash128> system,
      List<Hash128> tools,
      Hash128 inputText,
      Hash128 outputText) {}

  /// The place of what is stored once a project and day.
  ///
  /// @param day days since 1970
  public static long place(String project, long day) {
    return project.hashCode() * 0x9E3779B97F4A7C15L + day;
  }

  /// @param project from [#place]
  /// @param bodies gets the content that may not be stored yet
  public Packed pack(Content content, TraceId traceId, long project, List<Body> bodies) {
    long trace = project ^ (traceId.high() * 31 + traceId.low());
    return new Packed(
        messages(content.input(), Kind.MESSAGE, trace, bodies),
        messages(content.output(), Kind.MESSAGE, trace, bodies),
        messages(content.system(), Kind.SYSTEM, project, bodies),
        content.toolDefinitions().stream()
            .map(tool -> keep(Kind.TOOL, tool, project, bodies))
            .toList(),
        text(content.inputText(), trace, bodies),
        text(content.outputText(), trace, bodies));
  }

  public Hash128 resource(Resource resource, long project, List<Body> bodies) {
    return keep(Kind.RESOURCE, ValueJson.attributes(resource.attributes()), project, bodies);
  }

  private List<Hash128> messages(List<Message> messages, Kind kind, long place, List<Body> bodies) {
    if (messages.isEmpty()) {
      return List.of();
    }
    var hashes = new ArrayList<Hash128>(messages.size());
    for (var message : messages) {
      hashes.add(keep(kind, MessageJson.encode(message), place, bodies));
    }
    return hashes;
  }

  private Hash128 text(@Nullable String text, long place, List<Body> bodies) {
    return text == null || text.isEmpty() ? Hash128.NONE : keep(Kind.TEXT, text, place, bodies);
  }

  private Hash128 keep(Kind kind, String text, long place, List<Body> bodies) {
    return keep(kind, text.getBytes(StandardCharsets.UTF_8), place, bodies);
  }

  private Hash128 keep(Kind kind, byte[] utf8, long place, List<Body> bodies) {
    var hash = Hash128.of(utf8);
    long fingerprint = hash.within(place + kind.label().hashCode());
    if (!stored.contains(fingerprint)) {
      bodies.add(new Body(kind, hash, utf8, fingerprint));
    }
    return hash;
  }
}

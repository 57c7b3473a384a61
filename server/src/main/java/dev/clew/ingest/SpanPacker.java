// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.ingest.PackedSpan.Body;
import dev.clew.ingest.PackedSpan.Kind;
import dev.clew.model.Attributes;
import dev.clew.model.Content;
import dev.clew.model.Message;
import dev.clew.model.Resource;
import dev.clew.model.Span;
import dev.clew.model.SpanBatch;
import dev.clew.model.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Replaces the content of spans by hashes, so that a message sent again with every call is stored
/// once per trace, and a tool definition once per project and day.
///
/// Works on the caller's thread, before the one writer: encoding content is the expensive part of a
/// fat span.
final class SpanPacker {

  private final RecentSet stored;

  /// @param stored fingerprints of bodies that are known to be in storage
  SpanPacker(RecentSet stored) {
    this.stored = stored;
  }

  List<PackedSpan> pack(SpanBatch batch, long day) {
    long project = batch.project().hashCode() * 0x9E3779B97F4A7C15L + day;
    IdentityHashMap<Resource, Hash128> resources = new IdentityHashMap<>();
    var packed = new ArrayList<PackedSpan>(batch.spans().size());
    for (var span : batch.spans()) {
      packed.add(pack(span, project, resources));
    }
    return packed;
  }

  private PackedSpan pack(Span span, long project, IdentityHashMap<Resource, Hash128> resources) {
    var bodies = new ArrayList<Body>();
    var resource = span.raw().resource();
    var resourceHash = resources.get(resource);
    if (resourceHash == null) {
      resourceHash =
          keep(Kind.RESOURCE, ValueJson.attributes(resource.attributes()), project, bodies);
      resources.put(resource, resourceHash);
    }
    var content = span.content();
    long trace = project ^ place(span.raw().ids().traceId());
    return new PackedSpan(
        withoutContent(span),
        Preview.input(content),
        Preview.output(content),
        resourceHash,
        messages(content.input(), Kind.MESSAGE, trace, bodies),
        messages(content.output(), Kind.MESSAGE, trace, bodies),
        messages(content.system(), Kind.SYSTEM, project, bodies),
        content.toolDefinitions().stream()
            .map(tool -> keep(Kind.TOOL, tool, project, bodies))
            .toList(),
        text(content.inputText(), trace, bodies),
        text(content.outputText(), trace, bodies),
        bodies);
  }

  private static Span withoutContent(Span span) {
    var content = span.content();
    if (content.equals(Content.NONE)) {
      return span;
    }
    var empty =
        new Content(
            List.of(), List.of(), List.of(), List.of(), null, null, List.of(), content.state());
    var slim = span.withContent(empty);
    if (content.takenFrom().isEmpty()) {
      return slim;
    }
    var taken = Set.copyOf(content.takenFrom());
    var kept =
        span.raw().attributes().entries().stream()
            .filter(attribute -> !taken.contains(attribute.key()))
            .toList();
    return slim.withRaw(span.raw().withAttributes(new Attributes(kept)));
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

  private static long place(TraceId id) {
    return id.high() * 31 + id.low();
  }
}

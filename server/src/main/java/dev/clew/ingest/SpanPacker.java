// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.Attributes;
import dev.clew.model.Content;
import dev.clew.model.Quirk;
import dev.clew.model.Resource;
import dev.clew.model.Span;
import dev.clew.model.SpanBatch;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Replaces the content of spans by hashes, so that a message sent again with every call is stored
/// once per trace, and a tool definition once per project and day.
///
/// Works on the caller's thread, before the one writer: encoding content is the expensive part of a
/// fat span.
final class SpanPacker {

  private static final long DAY_SECONDS = 86_400;

  private final ContentPacker contents;

  /// @param stored fingerprints of bodies that are known to be in storage
  SpanPacker(RecentSet stored) {
    contents = new ContentPacker(stored);
  }

  /// @param receivedAt seconds since 1970
  List<PackedSpan> pack(SpanBatch batch, long receivedAt) {
    long project = ContentPacker.place(batch.project(), receivedAt / DAY_SECONDS);
    IdentityHashMap<Resource, Hash128> resources = new IdentityHashMap<>();
    var packed = new ArrayList<PackedSpan>(batch.spans().size());
    for (var span : batch.spans()) {
      boolean isWrong = EventTime.isAbsurd(span.raw().startNs(), receivedAt);
      packed.add(pack(isWrong ? span.withQuirk(Quirk.WRONG_CLOCK) : span, project, resources));
    }
    return packed;
  }

  private PackedSpan pack(Span span, long project, IdentityHashMap<Resource, Hash128> resources) {
    var bodies = new ArrayList<Body>();
    var resource = span.raw().resource();
    var resourceHash = resources.get(resource);
    if (resourceHash == null) {
      resourceHash = contents.resource(resource, project, bodies);
      resources.put(resource, resourceHash);
    }
    var content = span.content();
    var packed = contents.pack(content, span.raw().ids().traceId(), project, bodies);
    return new PackedSpan(
        withoutContent(span),
        Preview.input(content),
        Preview.output(content),
        resourceHash,
        packed.input(),
        packed.output(),
        packed.system(),
        packed.tools(),
        packed.inputText(),
        packed.outputText(),
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
}

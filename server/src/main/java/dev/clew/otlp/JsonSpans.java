// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.io.IOException;

/// Reads `Span` with its events, links and status from JSON.
final class JsonSpans implements JsonRecords {

  private final JsonCursor in;
  private final JsonScalars scalars;
  private final JsonValues values;
  private final DecodeLimits limits;
  private final BatchDraft batch;
  private final SpanDraft draft;

  JsonSpans(JsonInput input, BatchDraft batch) {
    in = input.cursor();
    scalars = input.scalars();
    values = input.values();
    limits = input.limits();
    this.batch = batch;
    draft = new SpanDraft(limits, input.losses());
  }

  @Override
  public String resourcesName() {
    return "resourceSpans";
  }

  @Override
  public String scopesName() {
    return "scopeSpans";
  }

  @Override
  public String recordsName() {
    return "spans";
  }

  @Override
  public int size() {
    return batch.size();
  }

  @Override
  public void assign(int from, int to, Origin origin) {
    batch.assign(from, to, origin);
  }

  @Override
  public void record() throws IOException {
    draft.clear();
    int from = in.tokenStart();
    span();
    draft.finish(batch, Origin.NONE, in.hash(from), in.tokenEnd() - from);
  }

  private void span() throws IOException {
    in.object(
        name -> {
          switch (name) {
            case "traceId" -> scalars.id(draft.traceId);
            case "spanId" -> scalars.id(draft.spanId);
            case "parentSpanId" -> scalars.id(draft.parentId);
            case "traceState" -> draft.traceState = scalars.name();
            case "name" -> draft.name = scalars.name();
            case "kind" -> draft.kind = scalars.enumNumber();
            case "startTimeUnixNano" -> draft.startNs = scalars.time();
            case "endTimeUnixNano" -> draft.endNs = scalars.time();
            case "attributes" -> values.attributes(draft.attributes);
            case "droppedAttributesCount" -> draft.droppedAttributes = count();
            case "events" -> in.array(this::event);
            case "droppedEventsCount" -> draft.droppedEvents = count();
            case "links" -> in.array(this::link);
            case "droppedLinksCount" -> draft.droppedLinks = count();
            case "status" -> in.object(this::status);
            case "flags" -> draft.flags = scalars.unsigned32();
            default -> in.skip();
          }
        });
  }

  private int count() throws IOException {
    return Counts.unsigned(scalars.unsigned32());
  }

  private void status(String field) throws IOException {
    switch (field) {
      case "message" -> draft.statusMessage = scalars.text();
      case "code" -> draft.statusCode = scalars.enumNumber();
      default -> in.skip();
    }
  }

  private void event() throws IOException {
    var event = new Inner();
    in.object(
        name -> {
          switch (name) {
            case "timeUnixNano" -> event.timeNs = scalars.time();
            case "name" -> event.name = scalars.name();
            case "attributes" -> values.attributes(event.attributes);
            case "droppedAttributesCount" -> event.dropped = count();
            default -> in.skip();
          }
        });
    draft.addEvent(event.timeNs, event.name, event.attributes, event.dropped);
  }

  private void link() throws IOException {
    var link = new Inner();
    in.object(
        name -> {
          switch (name) {
            case "traceId" -> scalars.id(link.traceId);
            case "spanId" -> scalars.id(link.spanId);
            case "traceState" -> link.name = scalars.name();
            case "attributes" -> values.attributes(link.attributes);
            case "flags" -> link.flags = scalars.unsigned32();
            default -> in.skip();
          }
        });
    draft.addLink(link.traceId, link.spanId, link.name, link.attributes, link.flags);
  }

  /// An event or a link under construction.
  private final class Inner {
    final DraftId traceId = new DraftId(16);
    final DraftId spanId = new DraftId(8);
    final AttributeList attributes = new AttributeList(limits.innerAttributes());
    String name = "";
    long timeNs;
    int dropped;
    int flags;
  }
}

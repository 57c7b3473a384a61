// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.RawSpan;
import dev.clew.model.RawSpan.Dropped;
import dev.clew.model.RawSpan.Ids;
import dev.clew.model.RawSpan.Status;
import dev.clew.model.Rejection;
import dev.clew.model.Rejection.Reason;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A span under construction, filled by either decoder. Setting a field again replaces it.
final class SpanDraft {

  final DraftId traceId = new DraftId(16);
  final DraftId spanId = new DraftId(8);
  final DraftId parentId = new DraftId(8);
  final AttributeList attributes;
  final Losses losses;
  String traceState = "";
  String name = "";
  int flags;
  int kind;
  long startNs;
  long endNs;
  int statusCode;
  String statusMessage = "";
  int droppedAttributes;
  int droppedEvents;
  int droppedLinks;

  private final DecodeLimits limits;
  private final List<SpanEvent> events = new ArrayList<>();
  private final List<SpanLink> links = new ArrayList<>();
  private int eventsOver;
  private int linksOver;

  SpanDraft(DecodeLimits limits, Losses losses) {
    this.limits = limits;
    this.losses = losses;
    attributes = new AttributeList(limits.attributes());
  }

  void clear() {
    traceId.clear();
    spanId.clear();
    parentId.clear();
    attributes.clear();
    losses.clear();
    traceState = "";
    name = "";
    flags = 0;
    kind = 0;
    startNs = 0;
    endNs = 0;
    statusCode = 0;
    statusMessage = "";
    droppedAttributes = 0;
    droppedEvents = 0;
    droppedLinks = 0;
    events.clear();
    links.clear();
    eventsOver = 0;
    linksOver = 0;
  }

  void addEvent(long timeNs, String eventName, AttributeList eventAttributes, int dropped) {
    int over = eventAttributes.dropped();
    if (events.size() == limits.events()) {
      eventsOver++;
      return;
    }
    if (over > 0) {
      losses.cut();
    }
    events.add(
        new SpanEvent(timeNs, eventName, eventAttributes.build(), Counts.sum(dropped, over)));
  }

  /// A link whose ids are no ids leads nowhere: it is dropped, and counted.
  void addLink(
      DraftId trace, DraftId span, String state, AttributeList linkAttributes, int linkFlags) {
    if (links.size() < limits.links() && trace.isValid() && span.isValid()) {
      if (linkAttributes.dropped() > 0) {
        losses.cut();
      }
      links.add(
          new SpanLink(
              new TraceId(trace.high(), trace.low()),
              new SpanId(span.low()),
              state,
              linkAttributes.build(),
              linkFlags));
    } else {
      linksOver++;
    }
  }

  /// Hands the finished span, or the reason why it cannot be kept, to `batch`.
  ///
  /// @param hash of the encoded span
  /// @param size of the encoded span, in bytes
  void finish(BatchDraft batch, Origin origin, long hash, int size) {
    var problem = problem();
    if (problem != null) {
      batch.reject(problem);
      return;
    }
    int attributesOver = attributes.dropped();
    countLists(attributesOver);
    var dropped = dropped(attributesOver);
    var span =
        new RawSpan(
            new Ids(
                new TraceId(traceId.high(), traceId.low()),
                new SpanId(spanId.low()),
                parentId.low() == 0 ? SpanId.NONE : new SpanId(parentId.low()),
                traceState,
                flags),
            origin.resource(),
            origin.scope(),
            name,
            SpanKind.of(kind),
            startNs,
            endNs,
            attributes.build(),
            events,
            links,
            statusCode == 0 && statusMessage.isEmpty()
                ? Status.UNSET
                : new Status(StatusCode.of(statusCode), statusMessage),
            dropped,
            origin.hashOf(hash),
            size);
    batch.keep(span, losses.cuts() > 0 || origin.clipped());
  }

  private void countLists(int attributesOver) {
    if (attributesOver > 0) {
      losses.cut();
    }
    if (eventsOver > 0) {
      losses.cut();
    }
    if (linksOver > 0) {
      losses.cut();
    }
  }

  private Dropped dropped(int attributesOver) {
    int attributesLost = Counts.sum(droppedAttributes, attributesOver);
    int eventsLost = Counts.sum(droppedEvents, eventsOver);
    int linksLost = Counts.sum(droppedLinks, linksOver);
    int cuts = losses.cuts();
    return (attributesLost | eventsLost | linksLost | cuts) == 0
        ? Dropped.NOTHING
        : new Dropped(attributesLost, eventsLost, linksLost, cuts);
  }

  private @Nullable Rejection problem() {
    if (!traceId.isValid()) {
      return new Rejection(Reason.INVALID_TRACE_ID, traceId.problem("trace id"));
    }
    if (!spanId.isValid()) {
      return new Rejection(Reason.INVALID_SPAN_ID, spanId.problem("span id"));
    }
    if (!parentId.isValidParent()) {
      return new Rejection(Reason.INVALID_SPAN_ID, parentId.problem("parent span id"));
    }
    if (losses.isTooDeep()) {
      return new Rejection(
          Reason.TOO_DEEP,
          "span "
              + new SpanId(spanId.low()).hex()
              + ": a value nests deeper than "
              + limits.depth()
              + " levels");
    }
    return null;
  }
}

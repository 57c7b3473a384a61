// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.RawBatch;
import dev.clew.model.RawSpan;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.List;

/// A raw span of one second, with nothing in it but what a test adds.
final class RawSpanBuilder {

  static final long START_NS = 1_795_537_331_000_000_000L;

  private final List<Attribute> attributes = new ArrayList<>();
  private final List<SpanEvent> events = new ArrayList<>();
  private Resource resource = Resource.NONE;
  private String name = "span";
  private String scope = "my-app";
  private SpanKind kind = SpanKind.INTERNAL;
  private SpanId parent = new SpanId(7);
  private RawSpan.Status status = RawSpan.Status.UNSET;

  static RawSpanBuilder span() {
    return new RawSpanBuilder();
  }

  RawSpanBuilder with(String key, Value value) {
    attributes.add(new Attribute(key, value));
    return this;
  }

  RawSpanBuilder with(String key, String value) {
    return with(key, Value.of(value));
  }

  RawSpanBuilder with(String key, long value) {
    return with(key, Value.of(value));
  }

  RawSpanBuilder name(String newName) {
    name = newName;
    return this;
  }

  RawSpanBuilder scope(String newScope) {
    scope = newScope;
    return this;
  }

  RawSpanBuilder kind(SpanKind newKind) {
    kind = newKind;
    return this;
  }

  RawSpanBuilder root() {
    parent = SpanId.NONE;
    return this;
  }

  RawSpanBuilder resource(Object... pairs) {
    resource = new Resource(Attributes.of(pairs), "");
    return this;
  }

  RawSpanBuilder failed(String description) {
    status = new RawSpan.Status(StatusCode.ERROR, description);
    return this;
  }

  RawSpanBuilder event(String eventName, long afterMs, Object... pairs) {
    events.add(new SpanEvent(START_NS + afterMs * 1_000_000, eventName, Attributes.of(pairs), 0));
    return this;
  }

  RawSpan raw() {
    return new RawSpan(
        new RawSpan.Ids(new TraceId(1, 2), new SpanId(3), parent, "", 1),
        resource,
        new Scope(scope, "", Attributes.NONE, ""),
        name,
        kind,
        START_NS,
        START_NS + 1_000_000_000,
        new Attributes(attributes),
        events,
        List.of(),
        status,
        RawSpan.Dropped.NOTHING,
        0,
        100);
  }

  /// The canonical span.
  Span read() {
    var batch = new RawBatch("default", List.of(raw()), List.of(), 0, 100);
    return new Conventions().apply(batch).spans().getFirst();
  }
}

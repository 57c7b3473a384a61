// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// Something that happened during a span. `timeNs` is nanoseconds since 1970, UTC.
public record SpanEvent(long timeNs, String name, Attributes attributes, int droppedAttributes) {}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// A reference from a span to another span, often of another trace.
public record SpanLink(
    TraceId traceId, SpanId spanId, String traceState, Attributes attributes, int flags) {}

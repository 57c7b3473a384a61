// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// A measurement that went into a point, and the span during which it was made.
///
/// @param traceId zero when unknown, like `spanId`
public record Exemplar(
    Attributes attributes, long timeNs, double value, TraceId traceId, SpanId spanId) {}

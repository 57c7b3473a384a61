// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

/// How much of a request is kept. What goes beyond is cut or dropped and counted, never refused,
/// except for the number of spans.
///
/// @param spans per request, rejected ones included; one more refuses the request as TOO_LARGE
/// @param attributes per span, resource and scope
/// @param innerAttributes per event and link
/// @param events per span
/// @param links per span
/// @param items per array or map inside a value
/// @param depth how deep values may nest; a span with a deeper one is rejected
/// @param textBytes of a value, in UTF-8 or raw bytes
/// @param nameBytes of a key, a name, a version, a trace state or a schema URL, in UTF-8
public record DecodeLimits(
    int spans,
    int attributes,
    int innerAttributes,
    int events,
    int links,
    int items,
    int depth,
    int textBytes,
    int nameBytes) {

  public static final DecodeLimits DEFAULT =
      new DecodeLimits(1_000_000, 1_024, 128, 2_048, 1_024, 65_536, 64, 1 << 20, 4 << 10);
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

/// What a span of a load looks like.
///
/// `LEAN`: HTTP instrumentation, about 566 bytes, 10 spans a trace. `GENAI`: a model call with a
/// short conversation of its own, about 2.4 KB, 10 spans a trace. `FAT`: the calls of an agent,
/// each with the whole conversation so far, about 9.2 KB on average, 10 spans a trace. `SITE`: a
/// page, a gateway, services and a gateway to models around one request, about 300 bytes, 10 spans
/// a trace.
enum Shape {
  LEAN,
  GENAI,
  FAT,
  SITE
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

/// Comet Opik's attributes on OpenTelemetry spans.
final class Opik {

  static final Dialect DIALECT =
      Dialect.named("opik")
          .scopes("opik", "opik.")
          .own(Field.SESSION, "opik.thread_id")
          .own(Field.METADATA, "opik.metadata")
          .own(Field.MARK, "opik.tags", "opik.trace_id", "opik.parent_span_id")
          .end();

  private Opik() {}
}

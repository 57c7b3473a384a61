// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import dev.clew.model.Operation;
import java.util.Map;

/// Strands Agents (semconv columns "ST"): `gen_ai.*`, with the time to the first token under a name
/// that is in seconds elsewhere. A tool that failed says so in an attribute; its span is fine where
/// the exception was handed to the model instead.
final class Strands {

  static final Dialect DIALECT =
      Dialect.named("strands")
          .scopes("strands.telemetry.")
          .names(Map.of("execute_event_loop_cycle", Operation.STEP, "Cycle", Operation.STEP))
          .own(Field.MARK, "event_loop.cycle_id", "event_loop.parent_cycle_id")
          .plain(Field.LEVEL, "gen_ai.tool.status", "tool.status")
          .plain(Field.TTFT_MILLIS, "gen_ai.server.time_to_first_token")
          .end();

  private Strands() {}
}

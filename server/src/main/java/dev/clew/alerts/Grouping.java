// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a rule judges each alone.
@SuppressWarnings("ImmutableEnumChecker") // a map that is never changed
enum Grouping {
  NONE(
      Map.of(
          Source.CALLS, "''", Source.TRACES, "''", Source.VERDICTS, "''", Source.FINDINGS, "''")),
  MODEL(
      Map.of(
          Source.CALLS,
          "toString(if(response_model != '', response_model, request_model))",
          Source.TRACES,
          "toString(arrayJoin(models))",
          Source.VERDICTS,
          "toString(one_call_model)")),
  PROVIDER(
      Map.of(Source.CALLS, "toString(provider)", Source.VERDICTS, "toString(one_call_provider)")),
  SERVICE(
      Map.of(
          Source.CALLS,
          "toString(service)",
          Source.TRACES,
          "toString(service)",
          Source.VERDICTS,
          "toString(one_call_service)",
          Source.FINDINGS,
          "toString(service)")),
  AGENT(
      Map.of(
          Source.CALLS,
          "toString(agent)",
          Source.TRACES,
          "toString(arrayJoin(agents))",
          Source.VERDICTS,
          "toString(one_call_agent)",
          Source.FINDINGS,
          "toString(one_finding_agent)")),
  USER(Map.of(Source.CALLS, "user_id", Source.TRACES, "user_id")),
  ENVIRONMENT(
      Map.of(Source.CALLS, "toString(environment)", Source.TRACES, "toString(environment)"));

  private final Map<Source, String> sql;

  Grouping(Map<Source, String> sql) {
    this.sql = Map.copyOf(sql);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The name of a row's group as SQL; `null` when rows of the source do not know it. Rows without
  /// a name are in no group.
  @Nullable String over(Source source) {
    return sql.get(source);
  }
}

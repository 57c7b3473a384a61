// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

/// agentgateway (semconv columns "AGW"): `gen_ai.*` with the gateway's own times in seconds.
final class Agentgateway {

  static final Dialect DIALECT =
      Dialect.named("agentgateway")
          .scopes("agentgateway")
          .own(Field.TTFT_SECONDS, "agw.ai.time_to_first_token")
          .own(Field.USER, "jwt.sub")
          .own(
              Field.MARK,
              "agw.ai.time_per_output_token",
              "agw.ai.usage.cost.total",
              "inferencepool.selected_endpoint")
          .end();

  private Agentgateway() {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import dev.clew.model.Operation;
import java.util.Map;

/// Google's Agent Development Kit (semconv columns "ADK"): `gen_ai.*`, with content and session in
/// keys of its own in the classic mode, where only the names of some spans say what they do.
final class GoogleAdk {

  static final Dialect DIALECT =
      Dialect.named("google_adk")
          .scopes("gcp.vertex.agent")
          .names(
              Map.of(
                  "invocation", Operation.WORKFLOW,
                  "agent_run", Operation.AGENT_INVOKE,
                  "call_llm", Operation.CHAT))
          .own(Field.SESSION, "gcp.vertex.agent.session_id")
          .own(Field.USER, "gcp.vertex.agent.user_id")
          .own(Field.TOOL_ARGUMENTS, "gcp.vertex.agent.tool_call_args")
          .own(Field.TOOL_RESULT, "gcp.vertex.agent.tool_response")
          .own(Field.INPUT_TEXT, "gcp.vertex.agent.llm_request", "gcp.vertex.agent.data")
          .own(Field.OUTPUT_TEXT, "gcp.vertex.agent.llm_response")
          .own(Field.MARK, "gcp.vertex.agent.event_id", "gcp.vertex.agent.invocation_id")
          .end();

  private GoogleAdk() {}
}

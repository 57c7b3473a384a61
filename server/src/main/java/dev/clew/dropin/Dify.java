// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What Dify writes into the metadata of every object, whichever back end it believes it sends to:
/// the ids by which its telemetry is joined, and what a node is.
///
/// @param metadata of the object
record Dify(JsonNode metadata) {

  private static final List<String> IDS =
      List.of("app_id", "tenant_id", "workflow_id", "workflow_run_id", "message_id");
  private static final List<String> MARKS =
      List.of("from_end_user_id", "preset_response", "tool_config");
  private static final Set<String> STEPS =
      Set.of("workflow", "message", "suggested_question", "generate_conversation_name");

  boolean isPresent() {
    return (metadata.hasNonNull("app_id") && metadata.hasNonNull("tenant_id"))
        || metadata.hasNonNull("node_execution_id")
        || metadata.path("created_from").asText().equals("dify")
        || (metadata.hasNonNull("conversation_id") && metadata.hasNonNull("tenant_id"))
        || MARKS.stream().anyMatch(metadata::has);
  }

  /// What the object is in the words that LangSmith, Langfuse and Opik share, since Dify calls most
  /// of its nodes a tool.
  ///
  /// @param said what Dify said
  String kind(String said, String name) {
    if (said.equals("llm") || said.equals("generation") || !isPresent()) {
      return said;
    }
    return switch (metadata.path("node_type").asText()) {
      case "llm" -> "llm";
      case "tool" -> "tool";
      case "knowledge-retrieval" -> "retriever";
      case "" -> STEPS.contains(name) ? "chain" : name.equals("moderation") ? "guardrail" : said;
      default -> "chain";
    };
  }

  /// Adds the ids, and whose work it was.
  void describe(OtlpSpan span) {
    if (!isPresent()) {
      return;
    }
    for (var id : IDS) {
      span.text("dify." + id, metadata.path(id));
    }
    span.text("node.id", metadata.path("node_id"));
    span.text("node.execution_id", metadata.path("node_execution_id"));
    span.text("node.type", metadata.path("node_type"));
    span.text("gen_ai.conversation.id", metadata.path("conversation_id"));
    var user = Pieces.first(metadata, "end_user_id", "user_id");
    // The name of a conversation is asked for by nobody: Dify writes its tenant there.
    if (!user.equals(metadata.path("tenant_id").asText())) {
      span.text("user.id", user);
    }
    var outside = metadata.path("external_trace_id").asText();
    if (Ids.isTraceId(outside)) {
      span.linkedTo(outside.toLowerCase(Locale.ROOT));
    }
  }

  /// The service that these spans belong to.
  String service(String otherwise) {
    return isPresent() ? "dify" : otherwise;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Identity;
import dev.clew.model.Operation;
import dev.clew.model.SpanKind;
import dev.clew.model.Value;
import dev.clew.semconv.content.JsonPeek;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.RuleBook;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whose work a span is (precedence and warnings: semconv §3.11–3.13).
final class Identities {

  private static final Set<String> NOBODY = Set.of("unknown", "default_user_id");

  private Identities() {}

  static Identity of(Draft draft, Operation op) {
    var environment = draft.origin().environment();
    var session = inOrder(draft, Field.SESSION);
    var user = inOrder(draft, Field.USER);
    var agent = agent(draft, op);
    if (draft.value(Field.METADATA) instanceof Value.Text(var metadata)) {
      if (session == null) {
        session =
            JsonPeek.text(metadata, "session_id", "sessionId", "conversation_id", "thread_id");
      }
      if (user == null) {
        user = JsonPeek.text(metadata, "user_id", "userId");
      }
      if (agent == null && metadata.contains("\"lc_agent_name\"")) {
        agent = JsonPeek.text(metadata, "lc_agent_name");
      }
    }
    if (agent == null) {
      agent = op == Operation.AGENT_INVOKE ? OpenInferenceNames.agent(draft) : null;
    }
    if (session == null && draft.span().kind() == SpanKind.SERVER) {
      session = QuerySession.of(draft);
    }
    var workflow = workflow(draft, op);
    // With MCP the same key is the name of a prompt that a server offers (§3.13).
    var prompt = draft.has(Field.MCP_METHOD) ? null : draft.text(Field.PROMPT);
    boolean isKnown =
        session != null
            || user != null
            || agent != null
            || workflow != null
            || prompt != null
            || environment != null;
    return isKnown
        ? new Identity(session, user, agent, workflow, prompt, environment)
        : Identity.NONE;
  }

  /// §3.11 fixes one order for all spans, whatever their dialect. Dify and others write `unknown`,
  /// LiteLLM's proxy the name of the administrator whose key everybody uses; other words are kept,
  /// for a user may really be called "none".
  private static @Nullable String inOrder(Draft draft, Field field) {
    if (!draft.has(field)) {
      return null;
    }
    for (int dialect = draft.dialectAfter(-1);
        dialect >= 0;
        dialect = draft.dialectAfter(dialect)) {
      var text = Coercion.text(draft.value(field, dialect));
      if (text != null && !NOBODY.contains(text)) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable String agent(Draft draft, Operation op) {
    var agent = draft.name(Field.AGENT);
    if (agent != null || op != Operation.AGENT_INVOKE) {
      return agent;
    }
    var service = draft.origin().resource().service();
    if (RuleBook.DIALECTS.get(draft.primary()).isOneAgent() && !service.isEmpty()) {
      return service;
    }
    var ran = Tools.nameOfWhatRan(draft);
    if (ran != null) {
      return ran;
    }
    if (draft.primary() == RuleBook.GOOGLE_ADK) {
      return inBrackets(draft.span().name());
    }
    var entity = draft.name(Field.ENTITY_NAME);
    return entity != null ? entity : draft.name(Field.GRAPH_NODE);
  }

  /// `agent_run [travel_agent]`.
  private static @Nullable String inBrackets(String spanName) {
    int from = spanName.indexOf('[') + 1;
    int to = spanName.lastIndexOf(']');
    return from > 0 && to > from ? spanName.substring(from, to) : null;
  }

  /// The name of OpenInference's root CHAIN is the workflow's (§3.12).
  private static @Nullable String workflow(Draft draft, Operation op) {
    var workflow = draft.name(Field.WORKFLOW);
    boolean isNamed =
        workflow == null
            && op == Operation.WORKFLOW
            && draft.primary() == RuleBook.OPENINFERENCE
            && !draft.span().name().isEmpty();
    return isNamed ? OpenInferenceNames.workflow(draft.span().name()) : workflow;
  }
}

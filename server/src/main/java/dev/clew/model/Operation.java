// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.Locale;

/// What a span does, whatever its SDK called it.
public enum Operation {
  CHAT(Group.MODEL),
  TEXT_COMPLETION(Group.MODEL),
  EMBEDDINGS(Group.MODEL),
  RERANK(Group.MODEL),
  IMAGE(Group.MODEL),
  SPEECH_TO_TEXT(Group.MODEL),
  TEXT_TO_SPEECH(Group.MODEL),
  REALTIME(Group.MODEL),
  RESPONSE_FETCH(Group.MODEL),
  AGENT_INVOKE(Group.AGENT),
  AGENT_CREATE(Group.AGENT),
  PLAN(Group.AGENT),
  STEP(Group.AGENT),
  WORKFLOW(Group.WORKFLOW),
  CHAIN(Group.WORKFLOW),
  TASK(Group.WORKFLOW),
  ENTRY(Group.WORKFLOW),
  TOOL_CALL(Group.TOOL),
  MCP_CALL(Group.TOOL),
  SKILL(Group.TOOL),
  RETRIEVE(Group.DATA),
  VECTOR_DB(Group.DATA),
  MEMORY(Group.DATA),
  GUARDRAIL(Group.QUALITY),
  EVALUATION(Group.QUALITY),
  PROMPT_RENDER(Group.PROMPT),
  PARSE(Group.PROMPT),
  HTTP(Group.INFRA),
  RPC(Group.INFRA),
  DB(Group.INFRA),
  CACHE(Group.INFRA),
  MQ(Group.INFRA),
  OTHER(Group.INFRA);

  /// Operations that belong together on a screen.
  public enum Group {
    MODEL,
    AGENT,
    WORKFLOW,
    TOOL,
    DATA,
    QUALITY,
    PROMPT,
    INFRA;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// The lower-case name that the API and the tables use.
    public String label() {
      return label;
    }
  }

  private final Group group;
  private final String label = name().toLowerCase(Locale.ROOT);

  Operation(Group group) {
    this.group = group;
  }

  public Group group() {
    return group;
  }

  /// The lower-case name that the API and the tables use.
  public String label() {
    return label;
  }

  /// A request to one model endpoint; these alone can be charged. RESPONSE_FETCH reads an earlier
  /// answer and never is.
  public boolean isModelCall() {
    return group == Group.MODEL && this != RESPONSE_FETCH;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

/// What an attribute can tell. The rules of a dialect map its keys to these.
public enum Field {
  /// Only shows which dialect is spoken.
  MARK,

  /// The dialect's word for the operation, looked up in [Dialect#kinds].
  KIND,
  /// A second, more specific word for it, looked up in the same table.
  REQUEST_TYPE,
  GRAPH_NODE,

  PROVIDER,
  SYSTEM,
  /// Where the provider is: a region, or the address of its API.
  REGION,
  REQUEST_MODEL,
  RESPONSE_MODEL,
  /// What the model asked for stands for, as a gateway knows it: `openai/gpt-5`.
  SERVED_MODEL,
  RESPONSE_ID,
  FINISH_REASONS,
  PARAMETERS,
  STREAM,
  TTFT_SECONDS,
  TTFT_MILLIS,
  TTFT_NANOS,
  /// When the first token came, as a date.
  FIRST_TOKEN_TIME,

  INPUT_TOKENS,
  OUTPUT_TOKENS,
  TOTAL_TOKENS,
  CACHE_READ_TOKENS,
  CACHE_WRITE_TOKENS,
  REASONING_TOKENS,
  CACHE_WRITE_HOUR_TOKENS,
  INPUT_AUDIO_TOKENS,
  OUTPUT_AUDIO_TOKENS,
  INPUT_IMAGE_TOKENS,
  OUTPUT_IMAGE_TOKENS,
  /// All figures together, as a JSON object.
  USAGE,

  SESSION,
  USER,
  AGENT,
  WORKFLOW,
  PROMPT,
  METADATA,

  TOOL_NAME,
  TOOL_CALL_ID,
  TOOL_ARGUMENTS,
  TOOL_RESULT,
  ENTITY_NAME,
  MCP_METHOD,
  MCP_SERVER,
  MCP_SESSION,

  INPUT_MESSAGES,
  OUTPUT_MESSAGES,
  SYSTEM_INSTRUCTIONS,
  TOOL_DEFINITIONS,
  INPUT_TEXT,
  OUTPUT_TEXT,
  /// What a search found, one by one.
  DOCUMENTS,

  ERROR_TYPE,
  HTTP_METHOD,
  URL,
  QUERY,
  HTTP_STATUS,
  RPC_SYSTEM,
  RPC_STATUS,
  DB_SYSTEM,
  MESSAGING_SYSTEM,
  HOST,
  PORT,
  /// What the caller calls the service that it called.
  PEER_SERVICE,
  DB_NAME,
  /// `query`, `insert` …
  DB_OPERATION,
  /// OpenTracing's word for what recorded a span; proxies write "proxy".
  COMPONENT,
  /// Where a proxy sent the request.
  UPSTREAM,
  /// How bad it is; `ERROR` in any case of letters where the status of the span does not say so.
  LEVEL,
  ERROR_MESSAGE;

  public static final int COUNT = values().length;

  /// Where a draft files the field; of no meaning beyond this process.
  @SuppressWarnings("EnumOrdinal")
  public int slot() {
    return ordinal();
  }
}

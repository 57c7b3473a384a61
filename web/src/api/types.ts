// SPDX-License-Identifier: Apache-2.0
import type { Json, Message } from "@/base/message";

/** Fields are those of docs/api.md. The server leaves out what it does not know, hence the many optional nulls. */
type Maybe<T> = T | null;

export interface QueryStats {
  elapsed_ms: number;
  rows_read: number;
  bytes_read: number;
}

type Status = "ok" | "error" | "unset";
type UsageBasis = "reported" | "derived" | "estimated" | "aggregate" | "partial";

export interface TraceSummary {
  trace_id: string;
  name?: Maybe<string>;
  service?: Maybe<string>;
  start_time: string;
  duration_ms: number;
  status: Status;
  span_count: number;
  error_count: number;
  llm_calls: number;
  tool_calls: number;
  input_tokens?: Maybe<number>;
  output_tokens?: Maybe<number>;
  cache_read_tokens?: Maybe<number>;
  reasoning_tokens?: Maybe<number>;
  usage_basis?: Maybe<UsageBasis>;
  cost_usd?: Maybe<number>;
  ttft_ms?: Maybe<number>;
  session_id?: Maybe<string>;
  user_id?: Maybe<string>;
  agents?: string[];
  models?: string[];
  services?: string[];
  tools?: string[];
  input_preview?: Maybe<string>;
  output_preview?: Maybe<string>;
  state: "running" | "done";
  /** What is odd about its shape, and about any of its spans; see base/quirks. */
  quirks?: string[];
}

export interface Span {
  trace_id?: string;
  span_id: string;
  parent_span_id?: Maybe<string>;
  name: string;
  kind: string;
  service?: Maybe<string>;
  start_time: string;
  duration_ms: number;
  status: Status;
  status_message?: Maybe<string>;
  error_type?: Maybe<string>;
  op?: Maybe<string>;
  op_group?: Maybe<string>;
  layer?: Maybe<string>;
  dialect?: Maybe<string>;
  /** No span shows it: a tool that the messages of the calls around it tell of. Its duration is the longest it can be. */
  inferred?: boolean;
  billable?: boolean;
  duplicate_of?: Maybe<string>;
  aggregate_of?: Maybe<number>;
  usage_note?: Maybe<string>;
  provider?: Maybe<string>;
  request_model?: Maybe<string>;
  response_model?: Maybe<string>;
  input_tokens?: Maybe<number>;
  output_tokens?: Maybe<number>;
  cache_read_tokens?: Maybe<number>;
  cache_write_tokens?: Maybe<number>;
  reasoning_tokens?: Maybe<number>;
  cache_write_1h_tokens?: Maybe<number>;
  input_audio_tokens?: Maybe<number>;
  output_audio_tokens?: Maybe<number>;
  input_image_tokens?: Maybe<number>;
  output_image_tokens?: Maybe<number>;
  region?: Maybe<string>;
  usage_basis?: Maybe<UsageBasis>;
  cost_usd?: Maybe<number>;
  claimed_cost_usd?: Maybe<number>;
  priced_model?: Maybe<string>;
  price_version?: Maybe<string>;
  stream?: Maybe<boolean>;
  ttft_ms?: Maybe<number>;
  tpot_ms?: Maybe<number>;
  finish_reasons?: Maybe<string[]>;
  response_id?: Maybe<string>;
  session_id?: Maybe<string>;
  user_id?: Maybe<string>;
  agent_name?: Maybe<string>;
  tool_name?: Maybe<string>;
  tool_call_id?: Maybe<string>;
  mcp_server?: Maybe<string>;
  mcp_method?: Maybe<string>;
  workflow_name?: Maybe<string>;
  prompt_name?: Maybe<string>;
  input_preview?: Maybe<string>;
  output_preview?: Maybe<string>;
  /** What was odd about it as it was sent; see base/quirks. */
  quirks?: string[];
  event_count?: number;
  link_count?: number;
}

export type Attributes = Record<string, Json>;

interface SpanEvent {
  time: string;
  name: string;
  attributes?: Attributes;
}

interface SpanLink {
  trace_id: string;
  span_id: string;
  attributes?: Attributes;
}

export interface ToolDefinition {
  name: string;
  description?: Maybe<string>;
  parameters?: Json;
  hash?: string;
}

export interface SpanDetail extends Omit<Span, "scope"> {
  trace_id: string;
  attributes?: Attributes;
  resource?: Attributes;
  scope?: Maybe<{ name?: string; version?: string; attributes?: Attributes }>;
  events?: SpanEvent[];
  links?: SpanLink[];
  messages_in?: Message[];
  messages_out?: Message[];
  system_instructions?: Message[];
  tool_defs?: ToolDefinition[];
  tool_arguments?: Json;
  tool_result?: Json;
  raw?: Json;
}

export interface TracePage {
  /** Only the id until the trace was analysed for the first time. */
  trace: Partial<TraceSummary> & { trace_id: string };
  spans: Span[];
  truncated: boolean;
  next_cursor: Maybe<string>;
  /** Inferred tool calls of the trace as it is are among its spans. */
  accounted: boolean;
  /** What to ask with for the spans that arrive after this answer. */
  as_of: string;
  stats?: QueryStats;
}

export interface TraceList {
  traces: TraceSummary[];
  next_cursor: Maybe<string>;
  stats?: QueryStats;
}

export interface Histogram {
  step_ms: number;
  buckets: { time: string; ok: number; error: number }[];
  stats?: QueryStats;
}

export interface Heatmap {
  step_ms: number;
  bounds_ms: number[];
  cells: [column: number, row: number, count: number][];
  stats?: QueryStats;
}

export interface ValueCount {
  value: string;
  count: number;
}

export interface Facet {
  field: string;
  values: ValueCount[];
}

export interface FieldInfo {
  name: string;
  type: "string" | "number" | "enum" | "text";
  description: string;
  values: Maybe<string[]>;
  scope: "trace" | "span";
}

interface Measured {
  p50_ms: Maybe<number>;
  p95_ms: Maybe<number>;
  p99_ms?: Maybe<number>;
  last_time: string;
  spark: number[];
}

export interface ServiceRow extends Measured {
  service: string;
  layer?: Maybe<string>;
  traces: number;
  spans: number;
  errors: number;
  llm_calls: number;
  input_tokens?: Maybe<number>;
  output_tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
}

export interface ModelRow extends Measured {
  model: string;
  provider?: Maybe<string>;
  calls: number;
  errors: number;
  input_tokens?: Maybe<number>;
  output_tokens?: Maybe<number>;
  cache_read_tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  ttft_p50_ms?: Maybe<number>;
  ttft_p95_ms?: Maybe<number>;
  tpot_p50_ms?: Maybe<number>;
  tpot_p95_ms?: Maybe<number>;
}

export interface AgentRow extends Measured {
  agent_name: string;
  invocations: number;
  traces: number;
  errors: number;
  llm_calls: number;
  tool_calls: number;
  input_tokens?: Maybe<number>;
  output_tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
}

export interface ToolRow extends Measured {
  tool_name: string;
  mcp_server?: Maybe<string>;
  calls: number;
  /** Beside them: calls that no span shows, known from messages. */
  inferred_calls?: Maybe<number>;
  errors: number;
  traces: number;
  /** Of one call. */
  definition_tokens?: Maybe<number>;
  offered_calls?: Maybe<number>;
  offered_runs?: Maybe<number>;
  used_runs?: Maybe<number>;
  definition_total_tokens?: Maybe<number>;
  result_tokens?: Maybe<number>;
  resend_tokens?: Maybe<number>;
  args_tokens?: Maybe<number>;
  total_tokens?: Maybe<number>;
  waste_tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  result_tokens_p50?: Maybe<number>;
  result_tokens_p95?: Maybe<number>;
}

export interface SessionSummary {
  session_id: string;
  user_id?: Maybe<string>;
  traces: number;
  errors: number;
  llm_calls: number;
  tool_calls: number;
  input_tokens?: Maybe<number>;
  output_tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  models?: string[];
  agents?: string[];
  first_time: string;
  last_time: string;
  input_preview?: Maybe<string>;
}

export interface UsagePoint {
  traces?: number;
  /** Unknown by tool. */
  calls?: number;
  errors?: number;
  input_tokens?: Maybe<number>;
  output_tokens?: Maybe<number>;
  cache_read_tokens?: Maybe<number>;
  reasoning_tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  cost_input_usd?: Maybe<number>;
  cost_cache_read_usd?: Maybe<number>;
  cost_cache_write_usd?: Maybe<number>;
  cost_output_usd?: Maybe<number>;
  cost_reasoning_usd?: Maybe<number>;
  /** Calls whose cost is known, of those whose tokens are. */
  priced_calls?: number;
  priceable_calls?: number;
  p50_ms?: Maybe<number>;
  p95_ms?: Maybe<number>;
  p99_ms?: Maybe<number>;
  ttft_p95_ms?: Maybe<number>;
  tpot_p95_ms?: Maybe<number>;
}

export interface UsageSeries {
  labels: Record<string, string>;
  points: [time: string, point: UsagePoint][];
}

export interface RequestPoint {
  traces: number;
  errors: number;
  p50_ms: Maybe<number>;
  p95_ms: Maybe<number>;
  p99_ms: Maybe<number>;
}

export interface Setup {
  http_port: number;
  otlp_http_port: number;
  otlp_grpc_port: number;
  bind: string;
  key_required: boolean;
  project: string;
  has_data: boolean;
  data_dir: string;
  version: string;
}

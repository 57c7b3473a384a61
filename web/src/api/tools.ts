// SPDX-License-Identifier: Apache-2.0
import type { Json } from "@/base/message";
import type { TimeRange } from "@/base/timeRange";
import { ranged } from "./queries";
import type { ToolRow } from "./types";

/** Fields are those of docs/api.md: what is missing or null is unknown, never 0. */
type Maybe<T> = T | null | undefined;

export interface ToolFigures extends ToolRow {
  /** What one call more costs: its arguments and its result in all calls that carry them. */
  marginal_tokens?: Maybe<number>;
  marginal_usd?: Maybe<number>;
  /** Of the latest calls whose text is stored. */
  args_bytes_p50?: Maybe<number>;
  args_bytes_p95?: Maybe<number>;
  result_bytes_p50?: Maybe<number>;
  result_bytes_p95?: Maybe<number>;
}

export interface ToolVersion {
  hash: string;
  first_time: string;
  last_time: string;
  tokens?: Maybe<number>;
  bytes?: Maybe<number>;
  definition?: Maybe<Json>;
}

export interface LargestResult {
  trace_id: string;
  span_id?: Maybe<string>;
  tokens: number;
  carried_calls?: Maybe<number>;
  cost_usd?: Maybe<number>;
}

export interface ToolError {
  error_type: string;
  count: number;
  trace_id?: Maybe<string>;
}

export interface ToolPoint {
  time: string;
  calls: number;
  errors: number;
  p95_ms?: Maybe<number>;
  tokens?: Maybe<number>;
}

export interface ToolDetail {
  tool: ToolFigures;
  /** The newest first. */
  versions?: Maybe<ToolVersion[]>;
  largest?: Maybe<LargestResult[]>;
  errors?: Maybe<ToolError[]>;
  step_ms?: Maybe<number>;
  series?: Maybe<ToolPoint[]>;
}

interface WhatIfOption {
  option: string;
  title: string;
  saved_tokens?: Maybe<number>;
  saved_usd?: Maybe<number>;
  /** Of the input, 0 to 1. */
  share?: Maybe<number>;
  detail?: Maybe<string>;
  assumes?: Maybe<string>;
}

export interface WhatIf {
  runs: number;
  input_tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  options: WhatIfOption[];
}

export const toolQuery = (tool: string, server: string, range: TimeRange) => ranged<ToolDetail>("/tool", { tool, server }, range);

export const whatIfQuery = (server: string, range: TimeRange) => ranged<WhatIf>("/tools/what-if", { server }, range);

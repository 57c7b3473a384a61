// SPDX-License-Identifier: Apache-2.0
import type { QueryStats } from "./types";

export type KeyType = "ingest" | "public" | "read" | "admin";

export interface Project {
  id: string;
  name: string;
  created_at: string;
}

export interface ApiKey {
  id: string;
  name: string;
  type: KeyType;
  project: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

export interface CreatedKey {
  key: ApiKey;
  secret: string;
}

export interface SavedView {
  id: string;
  name: string;
  page: string;
  query: string;
  created_at: string;
}

export interface SignalLedger {
  received: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  rejected_by_reason?: Record<string, number>;
  /** Stored spans that were odd, by what was odd. */
  quirks?: Record<string, number>;
  truncated: number;
  masked: number;
  requests: number;
  bytes: number;
}

export interface IngestHealth {
  signals: Record<string, SignalLedger>;
  refused?: Record<string, number>;
  lag_ms?: { p50: number | null; p95: number | null; max: number | null };
  queue?: { bytes: number; limit_bytes: number };
  /** The newest first. */
  recent?: { time: string; signal: string; outcome: "rejected" | "refused"; reason: string; detail: string; count: number }[];
  stats?: QueryStats;
}

interface SqlColumn {
  name: string;
  type: string;
}

export interface SqlResult {
  columns: SqlColumn[];
  rows: Record<string, unknown>[];
  stats?: QueryStats;
  truncated: boolean;
}

interface SqlView {
  name: string;
  description: string;
  columns: { name: string; type: string; description: string }[];
}

export interface SqlSchema {
  views: SqlView[];
  examples: { title: string; query: string }[];
}

-- SPDX-License-Identifier: Apache-2.0
-- Tools that ran without a span: a model asked for them, and what came back is in a later call. Empty in rows from before.
ALTER TABLE ${database}.token_ledger
  ADD COLUMN IF NOT EXISTS inferred_span Array(FixedString(8)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS inferred_parent Array(FixedString(8)) CODEC(ZSTD(1)),
  -- The call that carries the result first.
  ADD COLUMN IF NOT EXISTS inferred_call Array(FixedString(8)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS inferred_service Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS inferred_agent Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS inferred_server Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS inferred_tool Array(LowCardinality(String)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS inferred_call_id Array(LowCardinality(String)) CODEC(ZSTD(1)),
  -- Nanoseconds since 1970.
  ADD COLUMN IF NOT EXISTS inferred_start Array(UInt64) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS inferred_end Array(UInt64) CODEC(ZSTD(1)),
  -- Hashes of the messages that ask and answer; zeros when there is none.
  ADD COLUMN IF NOT EXISTS inferred_asking Array(FixedString(8)) CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS inferred_answering Array(FixedString(8)) CODEC(ZSTD(1));

-- SPDX-License-Identifier: Apache-2.0
-- Charged calls whose use nobody knows, which budgets count: those that worked without tokens, and those without a price, of which failures without tokens are free. What was rolled up before
-- has neither, nor rows of keys, and is rolled up again.
ALTER TABLE ${database}.usage_rolled
  ADD COLUMN IF NOT EXISTS unmeasured_calls UInt64 CODEC(ZSTD(1)) AFTER priceable_calls,
  ADD COLUMN IF NOT EXISTS unpriced_calls UInt64 CODEC(ZSTD(1)) AFTER unmeasured_calls;

TRUNCATE TABLE ${database}.usage_rolls;

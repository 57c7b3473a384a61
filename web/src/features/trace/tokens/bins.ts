// SPDX-License-Identifier: Apache-2.0
import type { LedgerCall } from "@/api/ledger";
import { CATEGORIES, categoryOf } from "@/base/categories";

/** One bar: a call, or neighbours that share a bar because there are too many for one each. */
export interface Bin {
  calls: readonly LedgerCall[];
  /** Tokens of one call (their mean when several share the bar), from the foot of the stack up. */
  parts: { category: string; tokens: number }[];
  /** The height of the bar: the sum of its parts. */
  tokens: number;
  /** Input as a share of the context window, the highest of the bar; null when the window is not known. */
  occupancy: number | null;
  /** The span to open: that of the largest call. */
  spanId: string;
}

const POSITION = new Map(CATEGORIES.map(({ id }, index) => [id, index]));

/** Categories in the order of the stack; unknown ones come last. */
export function stackOrder(ids: Iterable<string>): string[] {
  return [...ids].sort((a, b) => (POSITION.get(a) ?? 99) - (POSITION.get(b) ?? 99) || a.localeCompare(b));
}

/** Tokens by category, summed over calls. */
export function sumCategories(calls: readonly LedgerCall[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { by_category: byCategory } of calls) {
    for (const [id, tokens] of Object.entries(byCategory ?? {})) sums.set(id, (sums.get(id) ?? 0) + tokens);
  }
  return sums;
}

export function binCalls(calls: readonly LedgerCall[], most: number): Bin[] {
  const size = Math.max(1, Math.ceil(calls.length / most));
  const bins: Bin[] = [];
  for (let at = 0; at < calls.length; at += size) bins.push(bin(calls.slice(at, at + size)));
  return bins;
}

function bin(calls: readonly LedgerCall[]): Bin {
  const sums = sumCategories(calls);
  const parts = stackOrder(sums.keys()).map((category) => ({ category, tokens: (sums.get(category) ?? 0) / calls.length }));
  const shares = calls.flatMap((call) => occupancyOf(call) ?? []);
  const largest = calls.reduce((most, call) => ((call.input_tokens ?? 0) > (most.input_tokens ?? 0) ? call : most));
  return {
    calls,
    parts,
    tokens: parts.reduce((sum, { tokens }) => sum + tokens, 0),
    occupancy: shares.length > 0 ? Math.max(...shares) : null,
    spanId: largest.span_id,
  };
}

function occupancyOf(call: LedgerCall): number | null {
  return call.input_tokens != null && call.context_window ? call.input_tokens / call.context_window : null;
}

/** A sum over calls; null when none of them knows the figure. */
export function sumKnown(calls: readonly LedgerCall[], valueOf: (call: LedgerCall) => number | null | undefined): number | null {
  const values = calls.flatMap((call) => valueOf(call) ?? []);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
}

/** Round figures from nothing up to at least the top: about the wanted number of steps of 1, 2 or 5 times a power of ten. */
export function axisSteps(top: number, wanted: number): number[] {
  if (top <= 0) return [0, 1];
  const rough = top / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  return Array.from({ length: Math.ceil(top / step - 1e-9) + 1 }, (_, index) => index * step);
}

/** "Call 3 of 12", or the calls that share a bar. */
export function binTitle(bin: Bin, first: number, all: number): string {
  if (bin.calls.length === 1) return `Call ${first + 1} of ${all}`;
  return `Calls ${first + 1}–${first + bin.calls.length} of ${all}, mean`;
}

/** What most of a bar is, in words. */
export function largestPart(bin: Bin): string | null {
  const [most] = [...bin.parts].sort((a, b) => b.tokens - a.tokens);
  return most ? categoryOf(most.category).title.toLowerCase() : null;
}

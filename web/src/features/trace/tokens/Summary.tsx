// SPDX-License-Identifier: Apache-2.0
import type { LedgerTotals } from "@/api/ledger";
import { formatCost, formatCount, formatPercent, NONE } from "@/base/format";
import { Tile, Tiles } from "@/widgets/Tile";

const percent = (share: number | null | undefined) => (share == null ? NONE : formatPercent(share, 1));

/** The few figures that say how a run went; without totals their places. */
export function Summary({ totals }: { totals: LedgerTotals | null }) {
  return (
    <Tiles label="Figures">
      <Tile
        title="Input tokens"
        hint="Everything the calls sent, cached or not"
        value={totals ? formatCount(totals.input_tokens) : undefined}
        note={totals ? `${formatCount(totals.output_tokens)} written` : undefined}
        good="none"
      />
      <Tile
        title="Sent per new token"
        hint="Amplification: input tokens divided by those that were new"
        value={totals ? times(totals.amplification) : undefined}
        note={totals?.unique_input_tokens == null ? undefined : `${formatCount(totals.unique_input_tokens)} were new`}
        good="down"
      />
      <Tile
        title="Hole index"
        hint="The share of the input that brought nothing new: definitions never used, results sent again, duplicates and retries"
        value={totals ? percent(totals.hole_index) : undefined}
        note={totals?.waste_tokens == null ? undefined : `${formatCount(totals.waste_tokens)} for nothing new`}
        good="down"
      />
      <Tile
        title="Cost"
        value={totals ? formatCost(totals.cost_usd) : undefined}
        note={totals ? costNote(totals) : undefined}
        good="down"
      />
      <Tile
        title="Could be saved"
        hint="What the tokens that brought nothing new cost"
        value={totals ? formatCost(totals.waste_usd) : undefined}
        note={totals?.hole_cost_share == null ? undefined : `${percent(totals.hole_cost_share)} of the cost`}
        good="down"
      />
      <Tile
        title="Window at most"
        hint="The largest input of a call against what the model takes"
        value={totals ? windowShare(totals) : undefined}
        note={totals ? windowNote(totals) : undefined}
        good="down"
      />
    </Tiles>
  );
}

function times(factor: number | null | undefined): string {
  return factor == null ? NONE : `×${factor >= 100 ? factor.toFixed(0) : factor.toFixed(1)}`;
}

function costNote({
  cost_usd: cost,
  cache_saved_usd: saved,
  cache_penalty_usd: penalty,
  cache_missed_tokens: missed,
}: LedgerTotals) {
  if (cost == null) return "no price is known";
  if (penalty) return `${formatCost(penalty)} for ${formatCount(missed)} tokens missed by the cache`;
  return saved ? `${formatCost(saved)} saved by the cache` : undefined;
}

function windowShare({ max_input_tokens: most, context_window: window }: LedgerTotals): string {
  return most != null && window ? formatPercent(most, window) : NONE;
}

function windowNote({ max_input_tokens: most, context_window: window }: LedgerTotals): string {
  return window ? `${formatCount(most)} of ${formatCount(window)}` : "its size is not known";
}

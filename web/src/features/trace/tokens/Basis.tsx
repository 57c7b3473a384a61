// SPDX-License-Identifier: Apache-2.0
import type { Confidence, LedgerTotals, Tier } from "@/api/ledger";
import { Chip } from "@/widgets/Figures";

const TIERS: Record<Tier, readonly [words: string, about: string]> = {
  provider: ["provider counts", "Each part was counted by the provider's own counter"],
  tokenizer: ["tokenizer", "Each part was counted with the model's tokenizer and scaled to what the provider charged"],
  usage_delta: ["from differences", "The content was not captured: parts follow from how usage grew from call to call"],
  bytes: ["estimated from bytes", "Each part was estimated from its length and scaled to what the provider charged"],
};

const CONFIDENCE: Record<Confidence, string> = {
  high: "The parts and what the provider charged agree within 15 %",
  medium: "The parts and what the provider charged differ by up to 40 %",
  low: "The parts and what the provider charged differ by more than 40 %: read shares as a hint",
};

/** How the parts are known. Their sum is always what the provider charged. */
export function Basis({ totals: { confidence, tier } }: { totals: LedgerTotals }) {
  if (!confidence && !tier) return null;
  const [words, about] = tier ? (TIERS[tier] ?? [tier, ""]) : ["", ""];
  const agreement = confidence ? CONFIDENCE[confidence] : "";
  return (
    <Chip note={confidence === "low"} title={[about, agreement].filter(Boolean).join(". ")}>
      {[words, confidence && `${confidence} confidence`].filter(Boolean).join(" · ")}
    </Chip>
  );
}

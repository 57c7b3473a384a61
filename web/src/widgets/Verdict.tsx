// SPDX-License-Identifier: Apache-2.0
import { evidenceOf, verdictOf } from "@/base/verdicts";
import css from "./Verdict.module.css";

/** Word, shape and colour say why something was slow; hovering says it in a sentence. */
export function VerdictMark({ verdict }: { verdict: string }) {
  const { title, about, side, token } = verdictOf(verdict);
  return (
    <span className={css.verdict} title={about}>
      <i className={css[side]} style={{ background: `var(${token})` }} aria-hidden="true" />
      {title}
    </span>
  );
}

/** How a verdict is known. */
export function EvidenceMark({ evidence }: { evidence: string }) {
  const { word, about } = evidenceOf(evidence);
  return (
    <span className={`${css.evidence} ${evidence === "estimated" ? css.estimated : ""}`} title={about}>
      {word}
    </span>
  );
}

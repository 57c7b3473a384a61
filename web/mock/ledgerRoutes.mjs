// SPDX-License-Identifier: Apache-2.0
import { findingsOf, sentenceOf } from "./findings.mjs";
import { ledgerOf } from "./ledger.mjs";

/** A real server analyses a trace when it was quiet for a while. */
const PENDING_MILLIS = 4000;
/** The server sends at most so many calls one by one. */
const CALLS = 5000;

export function ledgerRoutes(store) {
  return {
    "GET /traces/:id/ledger": (_search, { id }) => {
      const run = store.runs.get(id);
      if (!run) return null;
      const running = run.summary.state === "running";
      if (running && Date.now() - run.addedAt < PENDING_MILLIS) return { state: "pending" };
      const { calls, ...ledger } = ledgerOf(run);
      const unseen = run.summary.llm_calls - run.calls.length;
      return {
        state: running ? "running" : "done",
        version: 17,
        sentence: calls.length > 0 ? sentenceOf(run) : null,
        ...ledger,
        notes: [
          ...(unseen > 0 ? [`${unseen} calls reported no usage: their tokens are not in these figures.`] : []),
          ...(run.calls.some(({ model }) => model === "gpt-5-mini")
            ? [
                "The provider charged more than the telemetry shows in calls of gpt-5-mini: the difference stands under “not seen”.",
              ]
            : []),
        ],
        totals: calls.length > 0 ? ledger.totals : { calls: run.summary.llm_calls },
        calls: calls.slice(0, CALLS),
        truncated: calls.length > CALLS,
      };
    },
    "GET /traces/:id/findings": (_search, { id }) => {
      const run = store.runs.get(id);
      return run && { findings: findingsOf(run) };
    },
  };
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { rejudgingsQuery, type Rejudging } from "@/api/findings";
import { formatCount } from "@/base/format";

/** How far stored runs have been judged by changed thresholds. */
export function Judging() {
  const { data } = useQuery(rejudgingsQuery());
  const job = data?.rejudgings[0];
  return <p aria-live="polite">{job ? sentence(job) : ""}</p>;
}

function sentence(job: Rejudging): string {
  const done = `${formatCount(job.runs_done)} of ${formatCount(job.runs_total)} runs of the last seven days`;
  switch (job.state) {
    case "running":
      return `Judging again: ${done}`;
    case "failed":
      return `Judging again failed after ${done}: ${job.error}`;
    case "stopped":
      return `Judging again was stopped after ${done}`;
    case "done":
      return `Judged again: ${done}; ${formatCount(job.findings_before)} findings before, ${formatCount(job.findings_after ?? 0)} now`;
  }
}

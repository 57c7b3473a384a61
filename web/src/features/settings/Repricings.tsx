// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { post, remove } from "@/api/client";
import { repricingsQuery, type Repricing } from "@/api/prices";
import { formatCost, formatCount } from "@/base/format";
import { Button } from "@/widgets/Button";
import { ErrorNotice } from "@/widgets/Notice";
import css from "./Settings.module.css";

const SHOWN = 5;

/** Prices what is stored anew, and says what that changed. */
export function Repricings() {
  const client = useQueryClient();
  const { data, error } = useQuery(repricingsQuery());
  const renew = () => client.invalidateQueries({ queryKey: repricingsQuery().queryKey });
  const begin = useMutation({ mutationFn: () => post("/repricings?from=now-30d", {}), onSuccess: renew });
  const stop = useMutation({ mutationFn: (id: string) => remove(`/repricings/${id}`), onSuccess: renew });
  const failure = error ?? begin.error ?? stop.error;
  const running = data?.repricings.find(({ state }) => state === "running");
  return (
    <>
      {failure && <ErrorNotice error={failure} />}
      <p>
        {running ? (
          <Button onClick={() => stop.mutate(running.id)}>Stop</Button>
        ) : (
          <Button onClick={() => begin.mutate()} disabled={begin.isPending}>
            Price the last 30 days anew
          </Button>
        )}
      </p>
      <ul className={css.muted} aria-live="polite">
        {data?.repricings.slice(0, SHOWN).map((job) => (
          <li key={job.id}>{sentence(job)}</li>
        ))}
      </ul>
    </>
  );
}

function sentence(job: Repricing): string {
  const when = job.started_at.slice(0, 16).replace("T", " ");
  const done = `${formatCount(job.runs_done)} of ${formatCount(job.runs_total)} traces`;
  switch (job.state) {
    case "running":
      return `${when}: pricing, ${done}`;
    case "failed":
      return `${when}: failed after ${done}: ${job.error}`;
    case "stopped":
      return `${when}: stopped after ${done}`;
    case "done":
      return `${when}: ${done}, ${formatCost(job.cost_before_usd)} before, ${formatCost(job.cost_after_usd)} now`;
  }
}

// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CSSProperties } from "react";
import { put } from "@/api/client";
import { rejudgingsQuery, thresholdsQuery, type Rule, type ThresholdChange } from "@/api/findings";
import { IconButton } from "@/widgets/Button";
import { Dialog } from "@/widgets/Dialog";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { AgentForm } from "./AgentForm";
import { Judging } from "./Judging";
import { ThresholdRow } from "./ThresholdRow";
import css from "./Thresholds.module.css";
import { ruleTitle } from "./words";

interface ThresholdsProps {
  rules: readonly Rule[];
  onClose: () => void;
}

/** From when on each rule speaks, for everyone and for single agents. */
export function Thresholds({ rules, onClose }: ThresholdsProps) {
  const client = useQueryClient();
  const { data, error } = useQuery(thresholdsQuery());
  const save = useMutation({
    mutationFn: (change: ThresholdChange) => put("/findings/thresholds", change),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: thresholdsQuery().queryKey }),
        client.invalidateQueries({ queryKey: rejudgingsQuery().queryKey }),
      ]),
  });
  const nameOf = (rule: string) => ruleTitle(rules.find((one) => one.rule === rule)?.name ?? rule);
  return (
    <div style={{ "--dialog-width": "860px" } as CSSProperties}>
      <Dialog label="Thresholds" onClose={onClose}>
        <div className={css.panel}>
          <header className={css.head}>
            <h2>Thresholds</h2>
            <p>A change also judges the runs of the last seven days again. “Learned” is the 95th percentile of your own runs.</p>
            <IconButton small icon="close" label="Close" onClick={onClose} />
          </header>
          {(error ?? save.error) && <ErrorNotice error={error ?? save.error ?? { message: "" }} />}
          {data ? (
            <>
              <Judging />
              <div className={css.box} tabIndex={0} role="region" aria-label="Thresholds by rule">
                <table className={css.table}>
                  <thead>
                    <tr>
                      <th>Rule</th>
                      <th>Agent</th>
                      <th>Warning</th>
                      <th>Critical</th>
                      <th>Learned</th>
                      <th>On</th>
                      <th>
                        <span className="visually-hidden">Action</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.thresholds.map((threshold) => (
                      <ThresholdRow
                        key={`${threshold.rule} ${threshold.agent ?? ""} ${threshold.warning} ${threshold.critical}`}
                        threshold={threshold}
                        title={nameOf(threshold.rule)}
                        pending={save.isPending}
                        onSave={save.mutate}
                      />
                    ))}
                  </tbody>
                </table>
              </div>
              <AgentForm thresholds={data.thresholds} nameOf={nameOf} pending={save.isPending} onSave={save.mutate} />
            </>
          ) : (
            !error && <Skeleton height={240} />
          )}
        </div>
      </Dialog>
    </div>
  );
}

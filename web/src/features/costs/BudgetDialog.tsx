// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PERIODS, SCOPE_KINDS, type Budget, type NewBudget } from "@/api/budgets";
import { post, put, remove } from "@/api/client";
import { fieldValuesQuery } from "@/api/queries";
import { Choose, TextField } from "@/widgets/fields";
import { FormDialog } from "@/widgets/FormDialog";
import { useTimeRange } from "@/widgets/hooks";

const EMPTY: NewBudget = {
  name: "",
  scope: { kind: "project", value: "" },
  period: "month",
  unit: "usd",
  limit: 0,
  warn_at: 0.8,
};

/** Adds a budget, or changes or removes the one that is given. */
export function BudgetDialog({ budget, onClose }: { budget: Budget | null; onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(budget ?? EMPTY);
  const [limit, setLimit] = useState(budget ? String(budget.limit) : "");
  const [warnPercent, setWarnPercent] = useState(String(Math.round((budget ?? EMPTY).warn_at * 100)));
  const path = `/budgets/${encodeURIComponent(budget?.id ?? "")}`;
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: ["budgets"] });
    onClose();
  };
  const save = useMutation({
    mutationFn: ({ name, scope, period, unit }: NewBudget) => {
      const body = { name, scope, period, unit, limit: Number(limit), warn_at: Number(warnPercent) / 100 };
      return budget ? put(path, body) : post("/budgets", body);
    },
    onSuccess,
  });
  const drop = useMutation({ mutationFn: () => remove(path), onSuccess });
  const { kind, value } = draft.scope;
  const { data: seen } = useQuery({ ...fieldValuesQuery(kind, "", useTimeRange()), enabled: kind !== "project" });
  const known = kind === "project" ? [] : ["*", ...(seen?.values.map((one) => one.value).filter((one) => one !== "") ?? [])];
  return (
    <FormDialog
      label={budget ? `Budget ${budget.name}` : "New budget"}
      title={budget ? "Change budget" : "New budget"}
      save="Save budget"
      saving={save.isPending}
      error={save.error ?? drop.error}
      drop={budget && { title: "Remove budget", pending: drop.isPending, run: () => drop.mutate() }}
      onSave={() => save.mutate(draft)}
      onClose={onClose}
    >
      <TextField wide required label="Name" value={draft.name} onChange={(name) => setDraft({ ...draft, name })} />
      <Choose
        label="For"
        value={kind}
        options={SCOPE_KINDS.map((one) => ({ id: one, title: one === "project" ? "the whole project" : one }))}
        onChange={(chosen) => setDraft({ ...draft, scope: { kind: chosen, value: chosen === "project" ? "" : value || "*" } })}
      />
      <TextField
        required
        label="Which one, * for each alone"
        disabled={kind === "project"}
        value={value}
        known={known}
        onChange={(text) => setDraft({ ...draft, scope: { kind, value: text } })}
      />
      <TextField required label="Limit" type="number" value={limit} onChange={setLimit} />
      <Choose
        label="In"
        value={draft.unit}
        options={[
          { id: "usd", title: "US dollars" },
          { id: "tokens", title: "tokens" },
        ]}
        onChange={(unit) => setDraft({ ...draft, unit })}
      />
      <Choose
        label="For each"
        value={draft.period}
        options={PERIODS.map((one) => ({ id: one, title: one === "run" ? "single run" : `${one} (UTC)` }))}
        onChange={(period) => setDraft({ ...draft, period })}
      />
      <TextField required label="Warn from, in % of the limit" type="number" value={warnPercent} onChange={setWarnPercent} />
    </FormDialog>
  );
}

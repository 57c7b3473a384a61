// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PERIODS, SCOPE_KINDS, type Budget, type NewBudget } from "@/api/budgets";
import { post, put, remove } from "@/api/client";
import { Button, IconButton } from "@/widgets/Button";
import { Dialog } from "@/widgets/Dialog";
import { ErrorNotice } from "@/widgets/Notice";
import css from "./Budgets.module.css";

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
  const error = save.error ?? drop.error;
  const { kind, value } = draft.scope;
  return (
    <Dialog label={budget ? `Budget ${budget.name}` : "New budget"} onClose={onClose}>
      <header className={css.dialogHead}>
        <h2>{budget ? "Change budget" : "New budget"}</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(draft);
        }}
      >
        <label className={css.wide}>
          Name
          <input required autoFocus value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
        </label>
        <label>
          For
          <select
            value={kind}
            onChange={(event) => {
              const chosen = SCOPE_KINDS.find((one) => one === event.target.value) ?? kind;
              setDraft({ ...draft, scope: { kind: chosen, value: chosen === "project" ? "" : value || "*" } });
            }}
          >
            {SCOPE_KINDS.map((one) => (
              <option key={one} value={one}>
                {one === "project" ? "the whole project" : one}
              </option>
            ))}
          </select>
        </label>
        <label>
          Which one, * for each alone
          <input
            required
            disabled={kind === "project"}
            value={value}
            onChange={(event) => setDraft({ ...draft, scope: { kind, value: event.target.value } })}
          />
        </label>
        <label>
          Limit
          <input required type="number" min="0" step="any" value={limit} onChange={(event) => setLimit(event.target.value)} />
        </label>
        <label>
          In
          <select
            value={draft.unit}
            onChange={(event) => setDraft({ ...draft, unit: event.target.value === "usd" ? "usd" : "tokens" })}
          >
            <option value="usd">US dollars</option>
            <option value="tokens">tokens</option>
          </select>
        </label>
        <label>
          For each
          <select
            value={draft.period}
            onChange={(event) =>
              setDraft({ ...draft, period: PERIODS.find((one) => one === event.target.value) ?? draft.period })
            }
          >
            {PERIODS.map((one) => (
              <option key={one} value={one}>
                {one === "run" ? "single run" : `${one} (UTC)`}
              </option>
            ))}
          </select>
        </label>
        <label>
          Warn from, in % of the limit
          <input
            required
            type="number"
            min="1"
            max="100"
            value={warnPercent}
            onChange={(event) => setWarnPercent(event.target.value)}
          />
        </label>
        {error && (
          <div className={css.wide}>
            <ErrorNotice error={error} />
          </div>
        )}
        <footer className={css.wide}>
          {budget && (
            <Button look="danger" disabled={drop.isPending} onClick={() => drop.mutate()}>
              Remove budget
            </Button>
          )}
          <span className={css.gap} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={save.isPending}>
            Save budget
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

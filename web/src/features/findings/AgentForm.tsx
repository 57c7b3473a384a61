// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import type { Threshold, ThresholdChange } from "@/api/findings";
import { Button } from "@/widgets/Button";
import css from "./Thresholds.module.css";

interface AgentFormProps {
  thresholds: readonly Threshold[];
  nameOf: (rule: string) => string;
  pending: boolean;
  onSave: (change: ThresholdChange) => void;
}

/** Gives an agent thresholds of its own: a long coding run is no accident where coding is the work. */
export function AgentForm({ thresholds, nameOf, pending, onSave }: AgentFormProps) {
  const general = thresholds.filter((one) => !one.agent);
  const [rule, setRule] = useState(general[0]?.rule ?? "");
  const [agent, setAgent] = useState("");
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        const start = general.find((one) => one.rule === rule);
        onSave({ rule, agent: agent.trim(), warning: start?.warning, critical: start?.critical });
        setAgent("");
      }}
    >
      <label>
        Another threshold of
        <select value={rule} onChange={(event) => setRule(event.target.value)}>
          {general.map((one) => (
            <option key={one.rule} value={one.rule}>
              {nameOf(one.rule)}
            </option>
          ))}
        </select>
      </label>
      <label>
        for agent
        <input required value={agent} onChange={(event) => setAgent(event.target.value)} />
      </label>
      <Button type="submit" disabled={pending || agent.trim() === ""}>
        Add
      </Button>
    </form>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post, remove } from "@/api/client";
import { layersQuery, type LayerRule, type LayerRules as Rules } from "@/api/map";
import { layerTitle } from "@/base/layers";
import { Button } from "@/widgets/Button";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Settings.module.css";

type NewRule = Omit<LayerRule, "id">;

/** Which layer a span belongs to, and what the project has to add. */
export function LayerRules() {
  const client = useQueryClient();
  const { data, error } = useQuery(layersQuery());
  const renew = () => client.invalidateQueries({ queryKey: layersQuery().queryKey });
  const add = useMutation({ mutationFn: (rule: NewRule) => post("/layers", rule), onSuccess: renew });
  const drop = useMutation({ mutationFn: (id: string) => remove(`/layers/${encodeURIComponent(id)}`), onSuccess: renew });
  const failure = error ?? add.error ?? drop.error;
  return (
    <section className={css.section} aria-labelledby="layers">
      <h2 id="layers">Layers</h2>
      <p className={css.muted}>
        The first rule that matches a span decides in which layer it stands, on the map and everywhere. Rules of this project are
        tried first and apply to spans that arrive from now on.
      </p>
      {failure && <ErrorNotice error={failure} />}
      {data ? (
        <>
          <RuleForm layers={data.layers} pending={add.isPending} onAdd={add.mutate} />
          <RuleTable data={data} onDelete={drop.mutate} />
        </>
      ) : (
        <Skeleton height={120} />
      )}
    </section>
  );
}

interface RuleFormProps {
  layers: readonly string[];
  pending: boolean;
  onAdd: (rule: NewRule) => void;
}

function RuleForm({ layers, pending, onAdd }: RuleFormProps) {
  const [key, setKey] = useState("service");
  const [value, setValue] = useState("");
  const [layer, setLayer] = useState("ai_gateway");
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ key: key.trim(), value: value.trim(), layer });
        setValue("");
      }}
    >
      <input
        required
        aria-label="What to look at"
        placeholder="service, resource.… or attr.…"
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <input required aria-label="Value" placeholder="edge-*" value={value} onChange={(event) => setValue(event.target.value)} />
      <select aria-label="Layer" value={layer} onChange={(event) => setLayer(event.target.value)}>
        {layers.map((id) => (
          <option key={id} value={id}>
            {layerTitle(id)}
          </option>
        ))}
      </select>
      <Button type="submit" disabled={pending}>
        Add rule
      </Button>
    </form>
  );
}

function RuleTable({ data: { rules, built_in: builtIn }, onDelete }: { data: Rules; onDelete: (id: string) => void }) {
  return (
    <div className={css.tableBox} tabIndex={0} role="region" aria-label="Rules">
      <table className={`${css.table} ${css.wrapping}`}>
        <thead>
          <tr>
            <th>When</th>
            <th>Layer</th>
            <th>
              <span className="visually-hidden">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id}>
              <td>
                {rule.key} is {rule.value}
              </td>
              <td>{layerTitle(rule.layer)}</td>
              <td className={css.end}>
                <Button small aria-label={`Delete the rule for ${rule.value}`} onClick={() => onDelete(rule.id)}>
                  Delete
                </Button>
              </td>
            </tr>
          ))}
          {builtIn.map(({ layer, when }) => (
            <tr key={when}>
              <td>{when}</td>
              <td>{layer === null ? "as it says" : layerTitle(layer)}</td>
              <td className={css.end}>
                <span className={css.muted}>built in</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

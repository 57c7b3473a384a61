// SPDX-License-Identifier: Apache-2.0
import type { Fleet } from "@/api/serving";
import { Button, IconButton } from "@/widgets/Button";
import css from "./Settings.module.css";
import type { MappingRow } from "./settingsForm";

interface MappingsProps {
  rows: readonly MappingRow[];
  fleet: Fleet | undefined;
  onChange: (rows: MappingRow[]) => void;
}

/** Which server answers an endpoint, where addresses do not tell. */
export function Mappings({ rows, fleet, onChange }: MappingsProps) {
  const set = (index: number, change: Partial<MappingRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  const endpoints = [...new Set(fleet?.unplaced.map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== ""))];
  return (
    <fieldset>
      <legend>Which endpoint is which server</legend>
      <p>
        Calls are matched by host and port. Only behind a proxy, a load balancer or another name it must be said: the endpoint as
        calls name it, and the server as its metrics name it.
      </p>
      <datalist id="endpoints">
        {endpoints.map((endpoint) => (
          <option key={endpoint} value={endpoint} />
        ))}
      </datalist>
      <datalist id="instances">
        {fleet?.servers.map(({ id, engine }) => (
          <option key={id} value={id}>
            {engine}
          </option>
        ))}
      </datalist>
      {rows.map((row, index) => (
        // Rows have no identity but their place: endpoints are being typed.
        <div key={index} className={css.row}>
          <label>
            Endpoint
            <input
              required={row.instance !== ""}
              list="endpoints"
              placeholder="llm.internal:8000"
              value={row.endpoint}
              onChange={({ target }) => set(index, { endpoint: target.value })}
            />
          </label>
          <span aria-hidden="true">→</span>
          <label>
            Server
            <input
              required={row.endpoint !== ""}
              list="instances"
              placeholder="10.0.0.7:8000"
              value={row.instance}
              onChange={({ target }) => set(index, { instance: target.value })}
            />
          </label>
          <IconButton
            icon="close"
            label={`Remove the mapping of ${row.endpoint || "nothing"}`}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button small onClick={() => onChange([...rows, { endpoint: "", instance: "" }])}>
        Add mapping
      </Button>
    </fieldset>
  );
}

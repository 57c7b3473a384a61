// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { CallFilter } from "@/api/latency";
import { fieldValuesQuery } from "@/api/queries";
import { setSearch } from "@/base/location";
import { Button } from "@/widgets/Button";
import { useTimeRange } from "@/widgets/hooks";
import css from "./LatencyPage.module.css";

const FIELDS = ["model", "service", "agent"] as const;

/** Which calls the page is about; in the address. */
export function Filters({ filter }: { filter: CallFilter }) {
  const isFiltered = FIELDS.some((field) => filter[field] !== "");
  return (
    <div className={css.filters} role="group" aria-label="Filters">
      {FIELDS.map((field) => (
        <Field key={field} field={field} value={filter[field]} />
      ))}
      {isFiltered && (
        <Button small look="quiet" icon="close" onClick={() => setSearch({ model: null, service: null, agent: null })}>
          All calls
        </Button>
      )}
    </div>
  );
}

function Field({ field, value }: { field: (typeof FIELDS)[number]; value: string }) {
  const { data } = useQuery(fieldValuesQuery(field, "", useTimeRange()));
  const values = data?.values.map((one) => one.value).filter((one) => one !== "") ?? [];
  const options = value === "" || values.includes(value) ? values : [value, ...values];
  return (
    <label>
      <span>{field}</span>
      <select value={value} onChange={(event) => setSearch({ [field]: event.target.value })}>
        <option value="">any</option>
        {options.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}

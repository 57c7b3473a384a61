// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { filterProblem } from "@/api/client";
import { completer } from "@/api/completion";
import { fieldValuesQuery, histogramQuery } from "@/api/queries";
import { addTerm, removeTerm, term, terms } from "@/base/filter";
import { Choose } from "@/widgets/fields";
import { FilterInput } from "@/widgets/FilterInput";
import { Wide } from "@/widgets/FormDialog";
import { useSettled, useTimeRange } from "@/widgets/hooks";
import css from "./Alerts.module.css";

const PICKED = ["model", "service", "agent"] as const;
const TYPING_MILLIS = 500;

interface FilterFieldsProps {
  filter: string;
  /** Metrics have no models and no agents. */
  ofMetric: boolean;
  onChange: (filter: string) => void;
}

/** Which calls or traces a rule is about: picked from what was seen, or written with completion. */
export function FilterFields({ filter, ofMetric, onChange }: FilterFieldsProps) {
  const client = useQueryClient();
  const range = useTimeRange();
  const complete = useMemo(() => completer(client, range), [client, range]);
  const settled = useSettled(filter, TYPING_MILLIS);
  const { error } = useQuery({ ...histogramQuery(settled, 1, range), retry: false, enabled: settled !== "" && !ofMetric });
  return (
    <Wide label="Which ones">
      {!ofMetric && (
        <div className={css.picks}>
          {PICKED.map((field) => (
            <Pick key={field} field={field} filter={filter} onChange={onChange} />
          ))}
        </div>
      )}
      <span className={css.fieldLabel}>Filter</span>
      <FilterInput
        value={filter}
        placeholder="service:checkout  -model:gpt-4o"
        problem={settled === "" || ofMetric ? null : filterProblem(error)}
        complete={complete}
        onSubmit={onChange}
        onType={onChange}
      />
    </Wide>
  );
}

interface PickProps {
  field: (typeof PICKED)[number];
  filter: string;
  onChange: (filter: string) => void;
}

/** One value of a field, as a term of the filter. */
function Pick({ field, filter, onChange }: PickProps) {
  const { data } = useQuery(fieldValuesQuery(field, "", useTimeRange()));
  const chosen = terms(filter).find(({ text }) => text.startsWith(`${field}:`))?.text ?? "";
  const values = data?.values.map(({ value }) => value).filter((value) => value !== "") ?? [];
  const options = [{ id: "", title: "any" }, ...values.map((value) => ({ id: term(field, value), title: value }))];
  if (!options.some(({ id }) => id === chosen)) options.push({ id: chosen, title: chosen.slice(field.length + 1) });
  return (
    <Choose
      label={`Only the ${field}`}
      value={chosen}
      options={options}
      onChange={(next) => {
        const rest = chosen === "" ? filter : removeTerm(filter, chosen);
        onChange(next === "" ? rest : addTerm(rest, next));
      }}
    />
  );
}

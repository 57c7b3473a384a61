// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post, remove } from "@/api/client";
import { pricesQuery, type NewPrice, type PriceList } from "@/api/prices";
import { formatCount } from "@/base/format";
import { Button } from "@/widgets/Button";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { useSettled } from "@/widgets/hooks";
import { PriceForm } from "./PriceForm";
import { Repricings } from "./Repricings";
import css from "./Settings.module.css";

const SETTLE_MS = 250;
const CLASSES = ["input", "cache_read", "cache_write", "output"];

/** What models cost: the prices of the project, and those of the bundled book. */
export function Prices() {
  const client = useQueryClient();
  const [model, setModel] = useState("");
  const { data, error } = useQuery(pricesQuery(useSettled(model, SETTLE_MS)));
  const renew = () => client.invalidateQueries({ queryKey: ["prices"] });
  const add = useMutation({ mutationFn: (price: NewPrice) => post("/prices", price), onSuccess: renew });
  const drop = useMutation({ mutationFn: (id: string) => remove(`/prices/${encodeURIComponent(id)}`), onSuccess: renew });
  const failure = error ?? add.error ?? drop.error;
  return (
    <section className={css.section} aria-labelledby="prices">
      <h2 id="prices">Prices</h2>
      <p className={css.muted}>
        US dollars for a million tokens unless another currency stands there. A price of this project comes before the book
        {data ? ` of ${data.version}` : ""}, for calls from its date on.
      </p>
      {failure && <ErrorNotice error={failure} />}
      <PriceForm currencies={data?.currencies ?? ["USD"]} pending={add.isPending} onAdd={add.mutate} />
      <input
        type="search"
        className={css.find}
        aria-label="Find a model"
        placeholder="Find a model"
        value={model}
        onChange={(event) => setModel(event.target.value)}
      />
      {data ? <PriceTable data={data} onDelete={drop.mutate} /> : <Skeleton height={120} />}
      <Repricings />
    </section>
  );
}

type Rate = PriceList["book"][number]["rates"][string] | undefined;

/** Where the price depends on the length of the prompt, both ends are shown. */
function rateText(rate: Rate): string {
  if (rate === undefined) return "";
  if (typeof rate === "number") return String(rate);
  return rate.map(([above, price]) => (above > 0 ? `${price} above ${formatCount(above)}` : String(price))).join(", ");
}

/** Where a price holds, and in which currency, unless everywhere and in dollars. */
function Terms({ region, currency }: { region?: string | undefined; currency: string }) {
  const terms = [region === "*" ? "any region" : region, currency === "USD" ? "" : currency].filter(Boolean).join(", ");
  return terms ? <span className={css.muted}>{terms}</span> : null;
}

function PriceTable({ data, onDelete }: { data: PriceList; onDelete: (id: string) => void }) {
  return (
    <div className={css.tableBox} tabIndex={0} role="region" aria-label="Prices">
      <table className={css.table}>
        <thead>
          <tr>
            <th>Model</th>
            <th>Input</th>
            <th>Cache read</th>
            <th>Cache write</th>
            <th>Output</th>
            <th>From</th>
            <th>
              <span className="visually-hidden">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.own.map(({ id, model, region, currency, rates, valid_from: from }) => (
            <tr key={id}>
              <td>
                {model} <Terms region={region} currency={currency} />
              </td>
              {CLASSES.map((one) => (
                <td key={one}>{rateText(rates[one])}</td>
              ))}
              <td>{from.slice(0, 10)}</td>
              <td className={css.end}>
                <Button small aria-label={`Delete the price of ${model}`} onClick={() => onDelete(id)}>
                  Delete
                </Button>
              </td>
            </tr>
          ))}
          {data.book.map(({ provider, model, region, currency, rates }) => (
            <tr key={`${provider}/${model}/${region ?? ""}`}>
              <td>
                <span className={css.muted}>{provider}/</span>
                {model} <Terms region={region} currency={currency} />
              </td>
              {CLASSES.map((one) => (
                <td key={one}>{rateText(rates[one])}</td>
              ))}
              <td className={css.muted}>book</td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

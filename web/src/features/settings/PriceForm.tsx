// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import type { NewPrice } from "@/api/prices";
import { Button } from "@/widgets/Button";
import css from "./Settings.module.css";

const FIELDS = [
  { id: "input", title: "Input", required: true },
  { id: "cache_read", title: "Cache read", required: false },
  { id: "cache_write", title: "Cache write", required: false },
  { id: "output", title: "Output", required: true },
] as const;

interface PriceFormProps {
  currencies: readonly string[];
  pending: boolean;
  onAdd: (price: NewPrice) => void;
}

export function PriceForm({ currencies, pending, onAdd }: PriceFormProps) {
  const [model, setModel] = useState("");
  const [currency, setCurrency] = useState("USD");
  const [region, setRegion] = useState("");
  const [from, setFrom] = useState("");
  const [rates, setRates] = useState<Record<string, string>>({});
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        const given = Object.entries(rates).filter(([, text]) => text !== "");
        onAdd({
          model: model.trim(),
          currency,
          rates: Object.fromEntries(given.map(([id, text]) => [id, Number(text)])),
          ...(region.trim() ? { region: region.trim() } : {}),
          ...(from ? { valid_from: from } : {}),
        });
        setModel("");
        setRates({});
      }}
    >
      <input
        required
        aria-label="Model"
        placeholder="my-model-*"
        value={model}
        onChange={(event) => setModel(event.target.value)}
      />
      <input
        className={css.short}
        aria-label="Region, if the price is for one"
        placeholder="Region"
        value={region}
        onChange={(event) => setRegion(event.target.value)}
      />
      {FIELDS.map(({ id, title, required }) => (
        <input
          key={id}
          className={css.short}
          type="number"
          min="0"
          step="any"
          required={required}
          aria-label={`${title}, for a million tokens`}
          placeholder={title}
          value={rates[id] ?? ""}
          onChange={(event) => setRates({ ...rates, [id]: event.target.value })}
        />
      ))}
      <select aria-label="Currency" value={currency} onChange={(event) => setCurrency(event.target.value)}>
        {currencies.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      <input
        className={css.short}
        type="date"
        aria-label="Valid from"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <Button type="submit" disabled={pending}>
        Add price
      </Button>
    </form>
  );
}

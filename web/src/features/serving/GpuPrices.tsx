// SPDX-License-Identifier: Apache-2.0
import type { Fleet } from "@/api/serving";
import css from "./Settings.module.css";
import type { Draft } from "./settingsForm";

interface GpuPricesProps {
  gpuHour: string;
  kinds: Record<string, string>;
  fleet: Fleet | undefined;
  onChange: (change: Partial<Pick<Draft, "gpuHour" | "kinds">>) => void;
}

/** What an hour of a GPU costs: one price, and others for kinds that differ. */
export function GpuPrices({ gpuHour, kinds, fleet, onChange }: GpuPricesProps) {
  const seen = fleet?.gpus.flatMap(({ models }) => models) ?? [];
  const all = [...new Set([...seen, ...Object.keys(kinds)])].sort();
  return (
    <fieldset>
      <legend>What an hour of a GPU costs</legend>
      <p>In US dollars. From it follows what a million tokens cost on your own servers.</p>
      <div className={css.prices}>
        <Price label="Every GPU" value={gpuHour} onChange={(value) => onChange({ gpuHour: value })} />
        {all.map((kind) => (
          <Price
            key={kind}
            label={kind}
            placeholder={gpuHour === "" ? "not known" : `as every GPU: ${gpuHour}`}
            value={kinds[kind] ?? ""}
            onChange={(value) => onChange({ kinds: { ...kinds, [kind]: value } })}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface PriceProps {
  label: string;
  value: string;
  placeholder?: string;
  onChange: (value: string) => void;
}

function Price({ label, value, placeholder = "not known", onChange }: PriceProps) {
  return (
    <label>
      {label}
      <input
        type="number"
        min={0}
        step="any"
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}

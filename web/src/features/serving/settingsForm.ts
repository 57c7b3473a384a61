// SPDX-License-Identifier: Apache-2.0
import type { ServingSettings } from "@/api/serving";

export interface MappingRow {
  endpoint: string;
  instance: string;
}

export interface ClassRow {
  name: string;
  /** Milliseconds as typed; empty does not matter. */
  ttft: string;
  tpot: string;
}

/** The settings as they are typed. */
export interface Draft {
  mappings: MappingRow[];
  /** US dollars as typed; empty is unknown. */
  gpuHour: string;
  kinds: Record<string, string>;
  classes: ClassRow[];
}

const typed = (value: number | null) => (value === null ? "" : String(value));

/** @param endpoint to be mapped, empty for none: a row for it stands ready */
export function draftOf(settings: ServingSettings, endpoint: string): Draft {
  const mappings = Object.entries(settings.mappings)
    .map(([key, instance]) => ({ endpoint: key, instance }))
    .sort((a, b) => a.endpoint.localeCompare(b.endpoint));
  const isNew = endpoint !== "" && !mappings.some((row) => row.endpoint === endpoint.toLowerCase());
  return {
    mappings: isNew ? [...mappings, { endpoint, instance: "" }] : mappings,
    gpuHour: typed(settings.gpu_hour_usd),
    kinds: Object.fromEntries(Object.entries(settings.gpu_prices).map(([kind, usd]) => [kind, String(usd)])),
    classes: settings.classes.map(({ name, ttft_ms: ttft, tpot_ms: tpot }) => ({ name, ttft: typed(ttft), tpot: typed(tpot) })),
  };
}

const number = (text: string) => (text.trim() === "" ? null : Number(text));

/** What is sent: rows that were left empty are left out. The server judges the rest. */
export function bodyOf({ mappings, gpuHour, kinds, classes }: Draft) {
  return {
    mappings: Object.fromEntries(
      mappings
        .filter((row) => row.endpoint.trim() !== "" || row.instance !== "")
        .map((row) => [row.endpoint.trim(), row.instance]),
    ),
    gpu_hour_usd: number(gpuHour),
    gpu_prices: Object.fromEntries(
      Object.entries(kinds).flatMap(([kind, usd]) => (usd.trim() === "" ? [] : [[kind, Number(usd)] as const])),
    ),
    classes: classes.map(({ name, ttft, tpot }) => ({ name: name.trim(), ttft_ms: number(ttft), tpot_ms: number(tpot) })),
  };
}

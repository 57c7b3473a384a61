// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";

/** By token class: a price, or [[above this many input tokens, price], …]. */
export type Rates = Record<string, number | [above: number, price: number][]>;

export interface BookPrice {
  provider: string;
  model: string;
  source: string;
  region?: string;
  currency: string;
  rates: Rates;
  window?: number;
}

export interface OwnPrice {
  id: string;
  provider: string;
  model: string;
  region?: string;
  currency: string;
  rates: Record<string, number>;
  valid_from: string;
  window?: number;
  note: string;
  created_at: string;
}

export interface PriceList {
  version: string;
  own: OwnPrice[];
  book: BookPrice[];
  currencies: string[];
}

export interface NewPrice {
  model: string;
  region?: string;
  currency: string;
  rates: Record<string, number>;
  valid_from?: string;
}

export interface Repricing {
  id: string;
  state: "running" | "done" | "stopped" | "failed";
  from: string;
  to: string;
  runs_total: number;
  runs_done: number;
  cost_before_usd: number | null;
  cost_after_usd: number | null;
  started_at: string;
  error: string;
}

const SHOWN = 20;
const POLL_MS = 1_000;

export const pricesQuery = (model: string) =>
  queryOptions({
    queryKey: ["prices", model],
    queryFn: ({ signal }) => get<PriceList>("/prices", { model, limit: SHOWN }, signal),
  });

/** Asked again while a job runs. */
export const repricingsQuery = () =>
  queryOptions({
    queryKey: ["repricings"],
    queryFn: ({ signal }) => get<{ repricings: Repricing[] }>("/repricings", {}, signal),
    refetchInterval: ({ state }) => (state.data?.repricings[0]?.state === "running" ? POLL_MS : false),
  });

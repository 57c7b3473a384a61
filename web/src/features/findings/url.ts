// SPDX-License-Identifier: Apache-2.0
import type { IssueQuestion } from "@/api/findings";
import { setSearch } from "@/base/location";

export const SORTS = [
  { id: "cost", title: "Money" },
  { id: "tokens", title: "Tokens" },
  { id: "runs", title: "Runs" },
  { id: "last", title: "Last seen" },
] as const;

export type IssueSort = (typeof SORTS)[number]["id"];

export const STATUSES = [
  { id: "", title: "To do" },
  { id: "fixed", title: "Fixed" },
  { id: "ignored", title: "Ignored" },
  { id: "all", title: "All" },
] as const;

type StatusChoice = (typeof STATUSES)[number]["id"];

/** What the address of the list says, besides the time range. */
export interface FindingsUrl extends IssueQuestion {
  status: StatusChoice;
  sort: IssueSort;
  thresholds: boolean;
}

export function readUrl(search: URLSearchParams): FindingsUrl {
  return {
    q: search.get("q") ?? "",
    status: STATUSES.find(({ id }) => id === search.get("status"))?.id ?? "",
    severity: search.get("severity") ?? "",
    rule: search.get("rule") ?? "",
    sort: SORTS.find(({ id }) => id === search.get("sort"))?.id ?? "cost",
    thresholds: search.get("thresholds") === "1",
  };
}

/** True when a term or a choice leaves findings out. */
export const isFiltered = ({ q, status, severity, rule }: FindingsUrl) => [q, status, severity, rule].some((one) => one !== "");

export const setSort = (sort: IssueSort) => setSearch({ sort: sort === "cost" ? null : sort }, { replace: true });

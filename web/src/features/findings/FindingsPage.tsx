// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { ApiError } from "@/api/client";
import { completer } from "@/api/completion";
import { issuesQuery, type Rule } from "@/api/findings";
import { setSearch } from "@/base/location";
import { Button } from "@/widgets/Button";
import { Choice } from "@/widgets/Choice";
import { DataTable } from "@/widgets/DataTable";
import { FilterInput, type FilterProblem } from "@/widgets/FilterInput";
import { useCommands, useDocumentTitle, useLocation, useTimeRange } from "@/widgets/hooks";
import { ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { columns, hrefOf } from "./columns";
import css from "./Findings.module.css";
import { NoFindings } from "./NoFindings";
import { Thresholds } from "./Thresholds";
import { isFiltered, readUrl, setSort, SORTS, STATUSES, type FindingsUrl } from "./url";
import { answer, ruleTitle } from "./words";

const ROW_HEIGHT = 46;

function problemOf(error: Error | null): FilterProblem | null {
  if (!(error instanceof ApiError) || error.problem.status !== 400) return null;
  const { position, length, suggestion } = error.problem;
  return { message: error.message, position, length, suggestion };
}

/** What to fix first. */
export function FindingsPage() {
  useDocumentTitle("Findings");
  const client = useQueryClient();
  const { search } = useLocation();
  const range = useTimeRange();
  const url = readUrl(search);
  const input = useRef<HTMLInputElement>(null);
  const { data, error } = useQuery(issuesQuery(url, range));
  const problem = problemOf(error);
  const issues = error ? [] : data?.issues;
  const complete = useMemo(() => completer(client, range), [client, range]);
  useCommands(
    useMemo(
      () => [
        {
          id: "findings.search",
          title: "Filter the findings",
          group: "Findings",
          shortcut: "/",
          run: () => input.current?.focus(),
        },
      ],
      [],
    ),
  );
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1 className="visually-hidden">Findings</h1>
        <FilterInput
          inputRef={input}
          value={url.q}
          placeholder="agent:support  tool:search_docs  service:checkout"
          problem={problem}
          complete={complete}
          onSubmit={(q) => setSearch({ q })}
        />
        <Button icon="settings" onClick={() => setSearch({ thresholds: "1" }, { replace: true })}>
          Thresholds
        </Button>
      </div>
      <div className={css.head}>
        <p>{issues ? <strong>{answer(issues, url.sort)}</strong> : <Skeleton width={240} />}</p>
        <QueryStats stats={data?.stats} />
        <Filters url={url} rules={data?.rules ?? []} />
      </div>
      {error && !problem && <ErrorNotice error={error} />}
      <DataTable
        label="Findings"
        columns={columns}
        rows={issues}
        rowKey={(issue) => issue.id}
        rowHref={hrefOf}
        rowHeight={ROW_HEIGHT}
        sort={{ id: url.sort, descending: true }}
        onSort={({ id }) => setSort(SORTS.find((one) => one.id === id)?.id ?? "cost")}
        footer={issues?.length === 0 && !error && <NoFindings filtered={isFiltered(url)} rules={data?.rules ?? []} />}
      />
      {url.thresholds && (
        <Thresholds rules={data?.rules ?? []} onClose={() => setSearch({ thresholds: null }, { replace: true })} />
      )}
    </div>
  );
}

function Filters({ url, rules }: { url: FindingsUrl; rules: readonly Rule[] }) {
  const set = (name: "severity" | "rule", value: string) => setSearch({ [name]: value });
  return (
    <div className={css.filters}>
      <Choice label="State" options={STATUSES} value={url.status} onChange={(status) => setSearch({ status })} />
      <select aria-label="Severity" value={url.severity} onChange={(event) => set("severity", event.target.value)}>
        <option value="">Any severity</option>
        <option value="critical">Critical</option>
        <option value="warning">Warning</option>
      </select>
      <select aria-label="Rule" value={url.rule} onChange={(event) => set("rule", event.target.value)}>
        <option value="">Any rule</option>
        {rules.map(({ rule, name }) => (
          <option key={rule} value={rule}>
            {ruleTitle(name)}
          </option>
        ))}
      </select>
      <span className={css.ranked}>
        by <Choice label="Ranked by" options={SORTS} value={url.sort} onChange={setSort} />
      </span>
    </div>
  );
}

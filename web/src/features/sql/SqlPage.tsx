// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SqlResult, SqlSchema } from "@/api/admin";
import { post } from "@/api/client";
import { sqlSchemaQuery } from "@/api/queries";
import { setSearch } from "@/base/location";
import { Button, CopyButton } from "@/widgets/Button";
import { useDocumentTitle, useSearchValue } from "@/widgets/hooks";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { PageFrame } from "@/widgets/Page";
import { MenuItem, Popover } from "@/widgets/Popover";
import { SqlEditor } from "./SqlEditor";
import { SqlResultView } from "./SqlResultView";
import css from "./Sql.module.css";

const START = "SELECT service, count() AS spans\nFROM spans\nGROUP BY service\nORDER BY spans DESC\nLIMIT 20";

/** Read-only SQL over the views. The query that ran is in the address, so a link shows the same result. */
export function SqlPage() {
  useDocumentTitle("SQL");
  const asked = useSearchValue("query");
  const [draft, setDraft] = useState(asked || START);
  const [shown, setShown] = useState(asked);
  // Another query came by address: a link from a span, an example, or Back.
  if (shown !== asked) {
    setShown(asked);
    if (asked) setDraft(asked);
  }
  const schema = useQuery(sqlSchemaQuery());
  const result = useQuery({
    queryKey: ["sql", asked],
    enabled: asked !== "",
    queryFn: ({ signal }) => post<SqlResult>("/sql", { query: asked, params: {} }, signal),
    staleTime: Infinity,
    retry: false,
  });
  const run = (query: string) => {
    if (query.trim() === "") return;
    if (query === asked) void result.refetch();
    else setSearch({ query });
  };

  return (
    <PageFrame
      title="SQL"
      answer="Read-only, pinned to this project"
      aside={
        <Popover label="Examples" title="Examples" align="end">
          {(close) =>
            schema.data?.examples.map((example) => (
              <MenuItem
                key={example.title}
                onClick={() => {
                  run(example.query);
                  close();
                }}
              >
                {example.title}
              </MenuItem>
            )) ?? <Skeleton height={60} />
          }
        </Popover>
      }
    >
      <div className={css.layout}>
        <Schema schema={schema.data} />
        <div className={css.work}>
          <SqlEditor value={draft} schema={schema.data} onChange={setDraft} onRun={() => run(draft)} />
          <div className={css.actions}>
            <Button look="primary" icon="play" disabled={result.isFetching} onClick={() => run(draft)}>
              {result.isFetching ? "Running…" : "Run"}
            </Button>
            <span className={css.hint}>Ctrl + Enter</span>
            <CopyButton label="Copy the query" text={draft} />
          </div>
          {result.error && (
            <div className={css.error}>
              <ErrorNotice error={result.error} />
            </div>
          )}
          {result.data && !result.error && <SqlResultView result={result.data} />}
        </div>
      </div>
    </PageFrame>
  );
}

function Schema({ schema }: { schema: SqlSchema | undefined }) {
  return (
    <aside className={css.schema} aria-label="Views">
      {!schema && <Skeleton height={120} />}
      {schema?.views.map((view) => (
        <details key={view.name} open={schema.views.length <= 2}>
          <summary title={view.description}>
            <code>{view.name}</code>
          </summary>
          <p className={css.hint}>{view.description}</p>
          <dl>
            {view.columns.map((column) => (
              <div key={column.name} title={column.description}>
                <dt>
                  <code>{column.name}</code>
                </dt>
                <dd>{column.type}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </aside>
  );
}

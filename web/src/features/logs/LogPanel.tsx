// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { logQuery } from "@/api/logs";
import { IconButton } from "@/widgets/Button";
import { useCommands } from "@/widgets/hooks";
import { LogDetails } from "@/widgets/log/LogDetails";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Logs.module.css";
import { closeLog } from "./url";

/** The open record, beside the list. */
export function LogPanel({ id }: { id: string }) {
  const { data, error } = useQuery(logQuery(id));
  useCommands(
    useMemo(
      () => [{ id: "logs.close", title: "Close the record", group: "Logs", shortcut: "Escape", keyOnly: true, run: closeLog }],
      [],
    ),
  );
  return (
    <aside className={css.panel} aria-label="Log record">
      <header className={css.panelHead}>
        <h2>Log record</h2>
        <IconButton small icon="close" label="Close (Esc)" onClick={closeLog} />
      </header>
      <div className={css.panelBody}>
        {error && !data && <ErrorNotice error={error} />}
        {!error && !data && <Skeleton height={120} />}
        {data && <LogDetails log={data} />}
      </div>
    </aside>
  );
}

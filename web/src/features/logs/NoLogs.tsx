// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { endpointOf } from "@/api/endpoint";
import { setupQuery } from "@/api/queries";
import { LOG_SNIPPETS } from "@/base/logSnippets";
import { Snippets } from "@/widgets/CodeBlock";
import { EmptyNotice, Skeleton } from "@/widgets/Notice";
import css from "./Logs.module.css";

/** Nothing fits; or nothing was ever sent, and then how to send. */
export function NoLogs({ filtered }: { filtered: boolean }) {
  const setup = useQuery(setupQuery());
  if (filtered) {
    return (
      <EmptyNotice title="No log record fits this filter">
        <p>Remove a term, or choose a longer time range.</p>
      </EmptyNotice>
    );
  }
  return (
    <EmptyNotice title="No logs in this time range">
      <p>Send the logs of an application over OpenTelemetry, or the access log of a gateway as it is.</p>
      <div className={css.snippets}>
        {setup.data ? <Snippets snippets={LOG_SNIPPETS} endpoint={endpointOf(setup.data, null)} /> : <Skeleton height={120} />}
      </div>
    </EmptyNotice>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { endpointOf } from "@/api/endpoint";
import type { MetricInfo } from "@/api/metrics";
import { metricsQuery, setupQuery } from "@/api/queries";
import { quote } from "@/base/filter";
import { formatCount, plural } from "@/base/format";
import { CodeBlock } from "@/widgets/CodeBlock";
import { useDocumentTitle, useLocation, useSettled } from "@/widgets/hooks";
import { EmptyNotice, ErrorNotice, Skeleton, WarningNotice } from "@/widgets/Notice";
import { PageFrame } from "@/widgets/Page";
import { Catalogue } from "./Catalogue";
import { Explorer } from "./Explorer";
import css from "./Metrics.module.css";
import { sendingLines } from "./sending";
import { readUrl } from "./url";

const TYPING_MILLIS = 200;
const NEARLY = 0.9;

/** Every metric there is on the left; one of them over time on the right. The address holds the whole question. */
export function MetricsPage() {
  useDocumentTitle("Metrics");
  const url = readUrl(useLocation().search);
  const q = useSettled(url.q, TYPING_MILLIS);
  const list = useInfiniteQuery(metricsQuery(q));
  const metrics = list.data?.pages.flatMap((page) => page.metrics);
  const active = list.data?.pages[0]?.active_series;
  // The chosen metric may be on a page that is not loaded, or not match the search.
  const exact = useInfiniteQuery({ ...metricsQuery(`name:${quote(url.metric)}`), enabled: url.metric !== "" });
  const chosen = exact.data?.pages[0]?.metrics.find(({ name }) => name === url.metric);
  if (metrics?.length === 0 && q === "" && url.metric === "") return <NothingYet />;
  return (
    <PageFrame title="Metrics" answer={active && <Answer metrics={metrics} more={list.hasNextPage} active={active.count} />}>
      {active && active.count >= active.limit * NEARLY && (
        <div className={css.notice}>
          <WarningNotice>
            {formatCount(active.count)} of {formatCount(active.limit)} active series. Points of further series are rejected; look
            for a label with ever new values, or raise <code>ingest.max-series</code>.
          </WarningNotice>
        </div>
      )}
      {list.error && <ErrorNotice error={list.error} />}
      <div className={css.layout}>
        <Catalogue
          metrics={metrics}
          chosen={url.metric}
          q={url.q}
          onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        />
        <Explorer url={url} info={chosen} settled={!exact.isLoading} />
      </div>
    </PageFrame>
  );
}

function Answer({ metrics, more, active }: { metrics: MetricInfo[] | undefined; more: boolean; active: number }) {
  return (
    <>
      {plural(metrics?.length ?? 0, "metric")}
      {more ? " and more" : ""}, {formatCount(active)} active series
    </>
  );
}

function NothingYet() {
  const setup = useQuery(setupQuery());
  return (
    <PageFrame title="Metrics" answer="Nothing was received yet">
      <div className={css.empty}>
        <EmptyNotice title="Send the first metric">
          <p>OTLP, Prometheus remote-write, or let Clew ask your model servers and gateways for theirs.</p>
        </EmptyNotice>
        {setup.data ? (
          sendingLines(endpointOf(setup.data, null)).map(({ title, text }) => (
            <section key={title} className={css.way}>
              <h2>{title}</h2>
              <CodeBlock label={title} text={text} />
            </section>
          ))
        ) : (
          <Skeleton height={140} />
        )}
      </div>
    </PageFrame>
  );
}

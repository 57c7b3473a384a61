// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { ScrapeTarget } from "@/api/metrics";
import { scrapeQuery } from "@/api/queries";
import { formatCount, formatDuration } from "@/base/format";
import { Time } from "@/widgets/Figures";
import { ErrorNotice } from "@/widgets/Notice";
import css from "./Settings.module.css";

const REFRESH_MILLIS = 5000;

/** Prometheus targets of the configuration; nothing is shown where none are configured. */
export function Scrape() {
  const { data, error } = useQuery({ ...scrapeQuery(), refetchInterval: REFRESH_MILLIS });
  if (error) return <ErrorNotice error={error} />;
  if (!data || data.targets.length === 0) return null;
  const down = data.targets.filter(({ state }) => state === "down").length;
  return (
    <section className={css.section} aria-labelledby="scrape">
      <h2 id="scrape">
        Scraped targets{" "}
        <span className={css.muted}>
          {data.targets.length - down} of {data.targets.length} answer
        </span>
      </h2>
      <div className={css.tableBox}>
        <table className={css.table}>
          <thead>
            <tr>
              <th>Job</th>
              <th>Target</th>
              <th>State</th>
              <th>Last scrape</th>
              <th className={css.end}>Took</th>
              <th className={css.end}>Samples</th>
              <th>Last error</th>
            </tr>
          </thead>
          <tbody>
            {data.targets.map((target) => (
              <Row key={target.job + target.url} target={target} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ target }: { target: ScrapeTarget }) {
  return (
    <tr>
      <td>{target.job}</td>
      <td>{target.url}</td>
      <td>{target.state}</td>
      <td>{target.last_scrape && <Time value={target.last_scrape} />}</td>
      <td className={css.end}>{formatDuration(target.duration_ms)}</td>
      <td className={css.end}>{formatCount(target.samples)}</td>
      <td>{target.last_error ?? ""}</td>
    </tr>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { causesQuery, costFitQuery, costFitsQuery, type CostFit, type FitKey } from "@/api/latency";
import { term } from "@/base/filter";
import { formatCount, formatDuration, plural } from "@/base/format";
import { keepRange, setSearch, type PathParameters } from "@/base/location";
import { Chip, Time } from "@/widgets/Figures";
import { useDocumentTitle, useNow, usePreference, useSearchValue, useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { Tile, Tiles } from "@/widgets/Tile";
import { Drift } from "./Drift";
import { FitPlot } from "./FitPlot";
import { Forecast } from "./Forecast";
import { History } from "./History";
import { LoadPace } from "./LoadPace";
import css from "./Model.module.css";
import { driftWords, fitQuality, fitTitle, fitWords, lasting } from "./words";

/** How long calls of one model take by their tokens, and since when they take longer. */
export function ModelPage({ parameters }: { parameters: PathParameters }) {
  const model = parameters.model ?? "";
  useDocumentTitle(model);
  const provider = useSearchValue("provider");
  const endpoint = useSearchValue("endpoint");
  const stream = useSearchValue("stream");
  const fits = useQuery(costFitsQuery());
  const mine = fits.data?.models.filter((fit) => fit.model === model);
  return (
    <div className={css.page}>
      <header className={css.head}>
        <Link className={css.back} href={keepRange("/models")}>
          Models
        </Link>
        <h1>{model}</h1>
        <div className={css.chips}>
          <Chip icon="traces" title="Traces that called it" href={keepRange("/traces", { q: term("model", model) })}>
            traces
          </Chip>
          <Chip
            icon="clock"
            title="The slowest traces that called it"
            href={keepRange("/traces", { q: term("model", model), sort: "-duration_ms" })}
          >
            slowest traces
          </Chip>
          <Chip icon="latency" title="Why its calls were slow" href={keepRange("/latency", { model })}>
            why it was slow
          </Chip>
        </div>
        {mine && mine.length > 1 && (
          <select
            className={css.which}
            aria-label="Endpoint and kind of call"
            value={keyText({ provider, endpoint, stream })}
            onChange={(event) => {
              const chosen = mine.find((fit) => keyText(textOf(fit)) === event.target.value);
              if (chosen) setSearch(textOf(chosen));
            }}
          >
            {!mine.some((fit) => keyText(textOf(fit)) === keyText({ provider, endpoint, stream })) && (
              <option value={keyText({ provider, endpoint, stream })}>Most called</option>
            )}
            {mine.map((fit) => (
              <option key={keyText(textOf(fit))} value={keyText(textOf(fit))}>
                {fitTitle(fit)}
              </option>
            ))}
          </select>
        )}
      </header>
      {fits.error && !fits.data && <ErrorNotice error={fits.error} />}
      {!mine && !fits.error && <Skeleton height={320} />}
      {mine?.length === 0 && <NotFitted model={model} />}
      {mine && mine.length > 0 && <Fitted fitKey={{ model, provider, endpoint, stream }} />}
    </div>
  );
}

const textOf = ({ provider, endpoint, stream }: CostFit) => ({ provider, endpoint, stream: String(stream) });
const keyText = (key: { provider: string; endpoint: string; stream: string }) =>
  [key.provider, key.endpoint, key.stream].join(" ");

function Fitted({ fitKey }: { fitKey: FitKey }) {
  const range = useTimeRange();
  const zone = usePreference("zone");
  const now = useNow(60_000);
  const { data, error } = useQuery(costFitQuery(fitKey, range));
  if (error && !data) return <ErrorNotice error={error} />;
  const fit = data?.fit;
  const drifting = data && lasting(data.drift);
  return (
    <>
      <p className={css.answer}>
        {fit ? (
          <>
            {fitWords(fit)}
            {drifting && <span className={css.drifting}>; {driftWords(drifting, zone, now)}</span>}
          </>
        ) : (
          <Skeleton width="min(560px, 90%)" height={16} />
        )}
      </p>
      <Tiles label="Figures">
        <Tile
          title="Typical call"
          hint="A call of median tokens, from its start to its end"
          value={fit && formatDuration(fit.typical.e2e_ms)}
          note={fit && `${formatCount(fit.typical.uncached_tokens)} → ${formatCount(fit.typical.output_tokens)} tokens`}
          good="none"
        />
        <Tile
          title="First token, typical"
          hint="TTFT of the typical call"
          value={fit && formatDuration(fit.typical.ttft_ms)}
          note={fit && !fit.stream ? "does not stream" : undefined}
          good="none"
        />
        <Tile
          title="Per token, typical"
          hint="TPOT: time of each output token after the first"
          value={fit && formatDuration(fit.typical.tpot_ms)}
          good="none"
        />
        <Tile
          title="R²"
          hint="The share of the differences between calls that their tokens explain"
          value={fit && fit.r2.toFixed(2)}
          note={fit && fitQuality(fit.r2)}
          good="none"
        />
        <Tile
          title="Spread"
          hint="Median distance of calls from what is usual for their tokens"
          value={fit && `±${formatDuration(fit.spread_ms)}`}
          good="none"
        />
        <Tile title="Fitted to" value={fit && formatCount(fit.calls)} note={fit && "calls of up to seven days"} good="none" />
      </Tiles>
      {data ? <FitPlot fit={data.fit} points={data.points} /> : <Skeleton height={340} />}
      <div className={css.columns}>
        <Forecast key={JSON.stringify(fitKey)} fitKey={fitKey} fit={fit} />
        <div className={css.stack}>
          <LoadPace fit={fit} />
          <Drift drift={data?.drift} />
        </div>
      </div>
      <History history={data?.history} />
      <footer className={css.foot}>
        {fit && (
          <span>
            {fitTitle(fit)}, fitted <Time value={fit.fitted_at} />
          </span>
        )}
        <QueryStats stats={data?.stats} />
      </footer>
    </>
  );
}

/** What a fit looks back on, whatever the page's time range. */
const WINDOW = { from: "now-7d", to: "now" };

function NotFitted({ model }: { model: string }) {
  const { data } = useQuery(causesQuery({ model, service: "", agent: "" }, WINDOW));
  return (
    <section className={css.empty} aria-label="No cost model yet">
      <h2>How long calls of {model} usually take is not known yet</h2>
      <p>
        It is fitted from 100 finished calls to one endpoint with known tokens, of the last seven days; then calls are judged,
        forecasts can be made, and drift is noticed.
        {data && ` So far there ${data.totals.calls === 1 ? "is" : "are"} ${plural(data.totals.calls, "call")}.`}
      </p>
      <ul>
        <li>
          Tokens: ask streams for usage (<code>stream_options.include_usage</code>).
        </li>
        <li>
          First token: stream (<code>stream: true</code>) with an instrumentation that records it; without it, calls are judged by
          their end.
        </li>
        <li>
          <Link href={keepRange("/traces", { q: term("model", model) })}>Its calls so far</Link>
        </li>
      </ul>
    </section>
  );
}

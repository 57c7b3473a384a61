// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { serverQuery, type ModelServer, type ServerDetail } from "@/api/serving";
import { addTerm, term } from "@/base/filter";
import { formatCount, formatDuration, formatPercent, plural } from "@/base/format";
import { keepRange, type PathParameters } from "@/base/location";
import { ModelsTabs } from "@/widgets/ModelsTabs";
import { Card } from "@/widgets/Card";
import { Chip } from "@/widgets/Figures";
import { useDocumentTitle, useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { Tile, Tiles } from "@/widgets/Tile";
import { VerdictMark } from "@/widgets/Verdict";
import { Goodput } from "./Goodput";
import { MeasureCharts } from "./MeasureCharts";
import { Places } from "./Places";
import css from "./Serving.module.css";
import { gpuWords, millionWords, perSecond, serverAnswer, sharedWords, slowCalls } from "./words";

/** One model server: what it measured over time, its GPUs, and the calls it answered. */
export function ServerPage({ parameters }: { parameters: PathParameters }) {
  const id = parameters.id ?? "";
  useDocumentTitle(id);
  const { data, error } = useQuery(serverQuery(id, useTimeRange()));
  return (
    <div className={css.page}>
      <ModelsTabs current="serving" />
      <header className={css.head}>
        <h1>{data ? serverAnswer(data.server) : error ? id : <Skeleton width={420} height={18} />}</h1>
        {data && <Doors server={data.server} />}
      </header>
      {error && !data && <ErrorNotice error={error} action={<Link href={keepRange("/serving")}>All model servers</Link>} />}
      {!data && !error && <Skeleton height={320} />}
      {data && <Server detail={data} />}
    </div>
  );
}

function Doors({ server: { q, engine, models } }: { server: ModelServer }) {
  return (
    <div className={css.chips}>
      <Chip>{[engine, ...models].join(" · ")}</Chip>
      {q !== null && (
        <>
          <Chip icon="traces" title="Traces with calls that it answered" href={keepRange("/traces", { q })}>
            traces
          </Chip>
          <Chip
            icon="clock"
            title="The slowest traces with calls that it answered"
            href={keepRange("/traces", { q, sort: "-duration_ms" })}
          >
            slowest traces
          </Chip>
        </>
      )}
    </div>
  );
}

function Server({ detail }: { detail: ServerDetail }) {
  const { server, measures, gpus, places, goodput_over_time: goodput, step_ms: stepMs } = detail;
  return (
    <>
      <Figures server={server} />
      <MeasureCharts title="What it measured" measures={measures} stepMs={stepMs} q={server.q} />
      <Goodput server={server} goodput={goodput} stepMs={stepMs} />
      <SlowCalls server={server} />
      {gpus.map(({ id, models, measures: ofGpu }) => (
        <MeasureCharts key={id} title={`${models[0] ?? "GPU"} ${id}`} measures={ofGpu} stepMs={stepMs} q={server.q} />
      ))}
      <Places places={places} />
    </>
  );
}

function Figures({ server }: { server: ModelServer }) {
  const {
    running_max: running,
    waiting_max: waiting,
    waiting_now: now,
    kv_usage_max: kv,
    cache_hit_rate: hits,
    preemptions,
    output_tokens_per_s: output,
    output_tokens_per_s_per_gpu: perGpu,
    usd_per_million_tokens: usd,
    queue_time_ms: queue,
    ttft_ms: ttft,
    token_time_ms: token,
  } = server;
  const share = (value: number | null) => (value === null ? "—" : formatPercent(value, 1));
  return (
    <Tiles label="Figures">
      <Tile
        title="Waiting, most"
        hint="Requests that waited for their turn at once"
        value={formatCount(waiting)}
        note={now === null ? undefined : `${formatCount(now)} at the end`}
        good="none"
      />
      <Tile title="Queue, mean" hint="How long a request waited" value={formatDuration(queue)} good="none" />
      <Tile title="Running, most" value={formatCount(running)} good="none" />
      <Tile
        title="KV cache, most"
        value={share(kv)}
        note={preemptions === null ? undefined : plural(Math.round(preemptions), "pre-emption")}
        good="none"
      />
      <Tile title="Prefix cache hits" hint="Share of prompt tokens that the cache held" value={share(hits)} good="none" />
      <Tile
        title="First token, mean"
        value={formatDuration(ttft)}
        note={token === null ? undefined : `then ${formatDuration(token)} a token`}
        good="none"
      />
      <Tile
        title="Tokens/s"
        hint={sharedWords(server) || "Tokens written a second"}
        value={perSecond(output)}
        note={
          server.gpus === 0
            ? "no GPU metrics"
            : perGpu === null
              ? gpuWords(server)
              : server.gpus_shared_with.length > 0
                ? `${perSecond(perGpu)} a GPU, shared`
                : `${perSecond(perGpu)} for each of ${gpuWords(server)}`
        }
        good="none"
      />
      <Tile
        title="A million tokens"
        hint={sharedWords(server) || "Read or written, by the price of GPU hours"}
        href={keepRange("/serving/settings")}
        value={usd === null ? "—" : `$${usd.toFixed(2)}`}
        note={usd === null ? (server.gpus === 0 ? "no GPU metrics" : "set a GPU price") : millionWords(server, true).note}
        good="none"
      />
    </Tiles>
  );
}

/** Why its slow calls were slow, each with its traces. */
function SlowCalls({ server }: { server: ModelServer }) {
  const slow = slowCalls(server);
  const { q } = server;
  if (q === null) return null;
  return (
    <Card title="Slow calls" note="Why calls that it answered took longer than usual">
      {slow.length === 0 ? (
        <p className={css.muted}>None of {plural(server.calls, "call")} took much longer than calls like it usually do.</p>
      ) : (
        <ul className={css.verdicts}>
          {slow.map(({ verdict, calls }) => (
            <li key={verdict}>
              <Link href={keepRange("/traces", { q: addTerm(q, term("verdict", verdict)) })} title="Opens their traces">
                <VerdictMark verdict={verdict} /> {plural(calls, "call")}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

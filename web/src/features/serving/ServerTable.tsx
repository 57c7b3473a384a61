// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { ListedServer, Points, ServingSettings } from "@/api/serving";
import { formatCount, formatDuration, formatPercent, NONE } from "@/base/format";
import { serverHref } from "@/base/links";
import { keepRange } from "@/base/location";
import { Sparkline } from "@/charts/Sparkline";
import type { Column } from "@/widgets/DataTable";
import { Link } from "@/widgets/Link";
import { PlainTable } from "@/widgets/PlainTable";
import css from "./Serving.module.css";
import { gpuWords, isSilent, limitWords, millionWords, perSecond, problems, sharedWords, worstClass, worstFirst } from "./words";

interface ServerTableProps {
  servers: readonly ListedServer[];
  settings: ServingSettings | undefined;
}

/** Every model server with how full, fast, dear and good it was. */
export function ServerTable({ servers, settings }: ServerTableProps) {
  const columns = useMemo(() => columnsOf(settings), [settings]);
  const rows = useMemo(() => worstFirst(servers), [servers]);
  return <PlainTable label="Model servers" columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

function columnsOf(settings: ServingSettings | undefined): Column<ListedServer>[] {
  const priced = settings !== undefined && (settings.gpu_hour_usd !== null || Object.keys(settings.gpu_prices).length > 0);
  return [
    { id: "server", title: "Server", width: "", cell: (server) => <Name server={server} /> },
    {
      id: "waiting",
      title: "Waiting",
      hint: "Requests that waited for their turn: most at once, and over time",
      width: "",
      end: true,
      cell: ({ waiting_max: most, waiting_points: points }) => (
        <Trend
          points={points}
          label="Requests waiting"
          value={most === null ? NONE : `max ${formatCount(most)}`}
          bad={(most ?? 0) > 0}
        />
      ),
    },
    {
      id: "running",
      title: "Running",
      hint: "Requests that were worked on at once, at most; hover for the mean",
      width: "",
      end: true,
      cell: ({ running, running_max: most }) =>
        running === null ? (
          NONE
        ) : (
          <span title={`mean ${formatCount(Math.round(running * 10) / 10)}`}>max {formatCount(most)}</span>
        ),
    },
    {
      id: "kv",
      title: "KV cache",
      hint: "How full it was: most, and over time. Full means that requests wait although the GPU has time",
      width: "",
      end: true,
      cell: ({ kv_usage_max: most, kv_usage_points: points }) => (
        <Trend
          points={points}
          label="KV cache used"
          value={most === null ? NONE : `max ${formatPercent(most, 1)}`}
          bad={(most ?? 0) >= 0.9}
        />
      ),
    },
    {
      id: "hits",
      title: "Cache hits",
      hint: "The share of prompt tokens that the prefix cache held",
      width: "",
      end: true,
      cell: ({ cache_hit_rate: rate }) => (rate === null ? NONE : formatPercent(rate, 1)),
    },
    {
      id: "output",
      title: "Tokens/s",
      hint: "Tokens written a second: mean, and over time",
      width: "",
      end: true,
      cell: ({ output_tokens_per_s: mean, output_tokens_points: points }) => (
        <Trend points={points} label="Tokens written a second" value={perSecond(mean)} />
      ),
    },
    {
      id: "per_gpu",
      title: "Per GPU",
      hint: "Tokens written a second by each of its GPUs",
      width: "",
      end: true,
      cell: (server) => {
        const { output_tokens_per_s_per_gpu: each, gpus } = server;
        if (gpus === 0) return <span title="No metrics of a GPU on its host arrived">{NONE}</span>;
        return (
          <span title={sharedWords(server) || gpuWords(server)}>
            {each === null ? NONE : perSecond(each)}
            {server.gpus_shared_with.length > 0 && <small> shared</small>}
          </span>
        );
      },
    },
    {
      id: "cost",
      title: "$ per million",
      hint: "What a million tokens, read or written, cost by its GPU hours",
      width: "",
      end: true,
      cell: (server) => {
        const { value, note } = millionWords(server, priced);
        return note === "no price of a GPU hour" ? (
          <Link href={keepRange("/serving/settings")} title={note}>
            set price
          </Link>
        ) : (
          <span title={sharedWords(server) || note}>{value}</span>
        );
      },
    },
    {
      id: "ttft",
      title: "First token",
      hint: "Mean, by the server's own account",
      width: "",
      end: true,
      cell: ({ ttft_ms: ms }) => formatDuration(ms),
    },
    {
      id: "goodput",
      title: "Goodput",
      hint: "Share of its calls within the limits of the class that fewest met",
      width: "",
      end: true,
      cell: (server) => <Goodput server={server} settings={settings} />,
    },
    {
      id: "calls",
      title: "Calls",
      hint: "Calls of this project that it answered",
      width: "",
      end: true,
      cell: ({ calls, q }) => (q === null ? "0" : <Link href={keepRange("/traces", { q })}>{formatCount(calls)}</Link>),
    },
  ];
}

function Name({ server }: { server: ListedServer }) {
  const ill = problems(server);
  return (
    <span className={css.name}>
      <Link href={serverHref(server.id)}>{server.id}</Link>
      <small className={ill.length > 0 ? css.bad : undefined} title={ill.join("; ")}>
        {ill[0] ?? (isSilent(server) ? "silent in this time range" : "keeps up")}
      </small>
      <small>{[server.engine, ...server.models].join(" · ")}</small>
    </span>
  );
}

function Trend({ points, label, value, bad = false }: { points: Points; label: string; value: string; bad?: boolean }) {
  return (
    <span className={css.trend}>
      {points.length > 1 && <Sparkline values={points.map(([, one]) => one)} label={label} width={56} />}
      <span className={bad ? css.bad : undefined}>{value}</span>
    </span>
  );
}

function Goodput({ server, settings }: ServerRowProps) {
  const worst = worstClass(server);
  if (!worst) return <span title={server.calls > 0 ? "No call told its first token" : "No calls"}>{NONE}</span>;
  const limits = settings?.classes.find(({ name }) => name === worst.class);
  return (
    <span title={limits && `${worst.class}: ${limitWords(limits.ttft_ms, limits.tpot_ms)}`}>
      <span className={worst.share < 0.9 ? css.bad : undefined}>{formatPercent(worst.share, 1)}</span>{" "}
      <small>{worst.class}</small>
    </span>
  );
}

interface ServerRowProps {
  server: ListedServer;
  settings: ServingSettings | undefined;
}

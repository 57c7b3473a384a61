// SPDX-License-Identifier: Apache-2.0
import type { ModelServer } from "@/api/serving";
import { formatCost, formatCount, formatDuration, formatPercent, plural } from "@/base/format";
import { verdictOf } from "@/base/verdicts";

/** Used above this, a KV cache makes requests wait although the GPU has time. */
const KV_FULL = 0.9;
/** Calls on average in the queue from which on a server is too small for its load. */
const QUEUED = 1;
/** The share of calls that a class of service is meant to serve well. */
const OBJECTIVE = 0.9;
/** Fewer calls say nothing about goodput. */
const ENOUGH_CALLS = 10;

interface Problem {
  /** How bad it is; the sum ranks servers. */
  weight: number;
  words: string;
}

/** What is wrong with a server, the worst first. */
export function problems(server: ModelServer): string[] {
  return found(server)
    .sort((a, b) => b.weight - a.weight)
    .map(({ words }) => words);
}

function found(server: ModelServer): Problem[] {
  const all: Problem[] = [];
  const { waiting, waiting_max: most, kv_usage_max: kv, preemptions, queue_time_ms: queue } = server;
  if (most !== null && most > 0) {
    const mean = queue !== null && queue > 0 ? `, ${formatDuration(queue)} on average` : "";
    all.push({ weight: (waiting ?? 0) >= QUEUED ? 4 : 2, words: `up to ${plural(most, "request")} waited${mean}` });
  }
  if (kv !== null && kv >= KV_FULL) all.push({ weight: 3, words: `its KV cache was ${formatPercent(kv, 1)} full` });
  if (preemptions !== null && preemptions > 0) {
    all.push({ weight: 3, words: `${plural(Math.round(preemptions), "request")} had to give way and began again` });
  }
  const strictest = worstClass(server);
  if (strictest && strictest.share < OBJECTIVE && server.timed_calls >= ENOUGH_CALLS) {
    all.push({
      weight: 1,
      words: `only ${formatPercent(strictest.share, 1)} of its calls were good enough for ${strictest.class}`,
    });
  }
  return all;
}

/** The class whose limits the fewest calls met. */
export function worstClass({ goodput }: Pick<ModelServer, "goodput">) {
  return goodput.reduce<ModelServer["goodput"][number] | null>(
    (worst, one) => (worst === null || one.share < worst.share ? one : worst),
    null,
  );
}

const weight = (server: ModelServer) => found(server).reduce((sum, one) => sum + one.weight, 0);

/** The ones that hurt first; of equals the busier. */
export function worstFirst<One extends ModelServer>(servers: readonly One[]): One[] {
  return [...servers].sort((a, b) => weight(b) - weight(a) || (b.output_tokens_per_s ?? 0) - (a.output_tokens_per_s ?? 0));
}

export const isSilent = (server: ModelServer) =>
  server.running === null && server.waiting === null && server.output_tokens_per_s === null && server.gpus === 0;

/** "gpu-1:8000 hurts most: up to 9 requests waited, its KV cache was 96 % full" */
export function answer(servers: readonly ModelServer[]): string {
  const [first] = worstFirst(servers);
  if (!first) return "No model server is known yet";
  const talking = servers.filter((server) => !isSilent(server));
  if (talking.length === 0) return `None of ${plural(servers.length, "model server")} sent metrics in this time range`;
  const ill = problems(first);
  const others = servers.filter((server) => problems(server).length > 0).length - 1;
  if (ill.length > 0) {
    const rest = others > 0 ? `; ${plural(others, "other")} ${others === 1 ? "has" : "have"} trouble too` : "";
    return `${first.id} ${servers.length > 1 ? "hurts most" : "hurts"}: ${ill.slice(0, 2).join(", ")}${rest}`;
  }
  const whole = talking.length === 1 ? `${first.id} keeps up` : `All ${talking.length} model servers keep up`;
  return `${whole}: nothing waited${fullest(talking)}`;
}

function fullest(servers: readonly ModelServer[]): string {
  const most = Math.max(...servers.map(({ kv_usage_max: kv }) => kv ?? -1));
  return most < 0 ? "" : `, KV caches were at most ${formatPercent(most, 1)} full`;
}

/** The answer of a server's page. */
export function serverAnswer(server: ModelServer): string {
  if (isSilent(server)) return `${server.id} sent no metrics in this time range`;
  const ill = problems(server);
  if (ill.length > 0) return `${server.id} hurts: ${ill.join(", ")}`;
  return `${server.id} keeps up: nothing waited${fullest([server])}`;
}

/** Why its slow calls were slow, the most frequent first. */
export function slowCalls({ verdicts }: ModelServer): { verdict: string; title: string; calls: number }[] {
  return Object.entries(verdicts)
    .filter(([verdict]) => verdict !== "normal" && verdict !== "unknown")
    .map(([verdict, calls]) => ({ verdict, title: verdictOf(verdict).title, calls }))
    .sort((a, b) => b.calls - a.calls);
}

/** "4 GPUs", or "2.5 of 4 GPUs, shared" where the metrics do not tell which server uses which. */
export function gpuWords({ gpus, own_gpus: own, gpus_shared_with: others }: ModelServer): string {
  const all = plural(gpus, "GPU");
  return others.length === 0 ? all : `${own === null ? "" : `${Number(own.toFixed(2))} of `}${all}, shared`;
}

/** How GPUs are shared that several servers use; empty when they are not. */
export function sharedWords(server: ModelServer): string {
  const others = server.gpus_shared_with;
  if (others.length === 0) return "";
  const named = others.length > 3 ? `${others.slice(0, 3).join(", ")} and ${others.length - 3} more` : others.join(", ");
  return `${gpuWords(server)} with ${named}: the metrics do not tell whose GPUs are whose, so each counts by the tokens that it wrote in the same time`;
}

/** What a million tokens cost, or what is missing to say so. */
export function millionWords(server: ModelServer, priced: boolean): { value: string; note: string } {
  if (server.usd_per_million_tokens !== null) {
    return {
      value: formatCost(server.usd_per_million_tokens),
      note: server.gpus_shared_with.length > 0 ? "from shared GPU hours" : "from GPU hours",
    };
  }
  if (server.gpus === 0) return { value: "—", note: "no GPU metrics" };
  return { value: "—", note: priced ? "no tokens yet" : "no price of a GPU hour" };
}

/** The limits of a class: "first token 1.5 s, 60 ms a token". */
export function limitWords(ttftMs: number | null, tpotMs: number | null): string {
  const parts = [
    ttftMs === null ? null : `first token within ${formatDuration(ttftMs)}`,
    tpotMs === null ? null : `${formatDuration(tpotMs)} a token`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "no limits" : parts.join(", ");
}

export const perSecond = (value: number | null) =>
  value === null ? "—" : formatCount(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10);

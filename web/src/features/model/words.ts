// SPDX-License-Identifier: Apache-2.0
import type { CallPoint, CostFit, DriftEvent } from "@/api/latency";
import { formatDuration, plural } from "@/base/format";
import { formatTime, type Zone } from "@/base/time";

/** What the cost model says of a call of so many uncached tokens, else typical: until the first token, or the end without streaming. */
export function lineOf(fit: CostFit): (uncached: number) => number {
  const { cached_tokens: cached, output_tokens: output } = fit.typical;
  const written = fit.stream ? 0 : Math.max(0, output - 1) * fit.per_output_ms;
  return (uncached) =>
    fit.base_ms + fit.per_token_ms * uncached + fit.per_attention_ms * uncached * (cached + uncached / 2) + written;
}

/** How far a call lies beyond what is usual for its tokens, its cached and output tokens counted. */
export function beyond(fit: CostFit, point: CallPoint): number {
  const line =
    fit.base_ms +
    fit.per_token_ms * point.uncached_tokens +
    fit.per_attention_ms * point.uncached_tokens * (point.cached_tokens + point.uncached_tokens / 2) +
    (fit.stream ? 0 : Math.max(0, point.output_tokens - 1) * fit.per_output_ms);
  return seenMs(fit, point) - line - fit.slack_ms;
}

/** What the caller waited for: the first token of a stream, else the end. */
export function seenMs(fit: CostFit, point: CallPoint): number {
  return fit.stream ? (point.ttft_ms ?? point.modelled_ms) : point.e2e_ms;
}

/** "First token after 200 ms and 78 ms for each 1,000 uncached tokens, then 15.1 ms for each token" */
export function fitWords(fit: CostFit): string {
  const perThousand = formatDuration(1000 * (fit.per_token_ms + fit.per_attention_ms * (fit.typical.cached_tokens + 500)));
  const start = `after ${formatDuration(fit.base_ms)} and ${perThousand} for each 1,000 uncached tokens`;
  if (!fit.stream) return `An answer ${start} and ${formatDuration(1000 * fit.per_output_ms)} for each 1,000 output tokens`;
  const pace = fit.typical.tpot_ms === null ? "" : `, then ${formatDuration(fit.typical.tpot_ms)} for each token`;
  return `First token ${start}${pace}`;
}

/** "slower by 420 ms since 14:05", "faster by 80 ms from 14:05 to 14:40" */
export function driftWords({ since, until, by_ms: by }: DriftEvent, zone: Zone, now: number): string {
  const clock = (time: string) => formatTime(time, zone, now).replace(/:\d\d(\.\d+)?$/, "");
  const amount = `${by >= 0 ? "slower" : "faster"} by ${formatDuration(Math.abs(by))}`;
  return until === null ? `${amount} since ${clock(since)}` : `${amount} from ${clock(since)} to ${clock(until)}`;
}

/** The events that last, the largest first. */
export function lasting(drift: readonly DriftEvent[]): DriftEvent | undefined {
  return drift.filter(({ until }) => until === null).sort((a, b) => Math.abs(b.by_ms) - Math.abs(a.by_ms))[0];
}

/** How well the line fits, for people who do not think in R². */
export function fitQuality(r2: number): string {
  if (r2 >= 0.9) return "tokens explain nearly all of it";
  if (r2 >= 0.6) return "tokens explain most of it";
  return "tokens explain little of it: read forecasts as a hint";
}

/** What a fit is for: "dash-1, streaming" */
export function fitTitle({ provider, endpoint, stream }: CostFit): string {
  return [endpoint || provider || "any endpoint", stream ? "streaming" : "not streaming"].join(", ");
}

export function pointWords(fit: CostFit, point: CallPoint, verdict: string): string[] {
  const more = beyond(fit, point);
  return [
    fit.stream
      ? `${formatDuration(seenMs(fit, point))} to the first token, ${formatDuration(point.e2e_ms)} in all`
      : `${formatDuration(point.e2e_ms)} in all`,
    `${verdict}: ${formatDuration(Math.abs(more))} ${more >= 0 ? "beyond" : "below"} usual`,
    `${plural(point.uncached_tokens, "uncached token")}, ${point.cached_tokens} cached, ${point.output_tokens} output`,
    `${plural(point.calls_under_way, "call")} under way`,
  ];
}

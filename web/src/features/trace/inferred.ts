// SPDX-License-Identifier: Apache-2.0
import type { Span } from "@/api/types";
import { formatDuration } from "@/base/format";

/** Why a line is there that nobody sent. */
export const INFERRED =
  "No span shows this tool call. A model asked for it and its result is in the messages of a later call, so it ran in between.";

/** How long a span took; of an inferred one, how long it can have taken at most. */
export function spanDuration({ inferred, duration_ms: ms }: Pick<Span, "inferred" | "duration_ms">): string {
  if (!inferred) return formatDuration(ms);
  return ms > 0 ? `≤ ${formatDuration(ms)}` : "unknown";
}

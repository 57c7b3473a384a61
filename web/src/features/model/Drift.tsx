// SPDX-License-Identifier: Apache-2.0
import type { DriftEvent } from "@/api/latency";
import { setRange } from "@/base/location";
import { toMillis } from "@/base/time";
import { absoluteRange } from "@/base/timeRange";
import { Button } from "@/widgets/Button";
import { Card } from "@/widgets/Card";
import { useNow, usePreference } from "@/widgets/hooks";
import { Skeleton } from "@/widgets/Notice";
import css from "./Model.module.css";
import { driftWords } from "./words";

const AROUND_MS = 900_000;

/** When the place was slower or faster than its cost model. */
export function Drift({ drift }: { drift: readonly DriftEvent[] | undefined }) {
  const zone = usePreference("zone");
  const now = useNow(60_000);
  const look = ({ since, until }: DriftEvent) =>
    setRange(absoluteRange(toMillis(since) - AROUND_MS, (until === null ? now : toMillis(until)) + AROUND_MS));
  return (
    <Card title="Drift" note="Slower or faster than usual for longer than chance allows">
      {!drift && <Skeleton height={40} />}
      {drift?.length === 0 && <p className={css.muted}>It kept to what is usual in this time range.</p>}
      <ul className={css.drift}>
        {drift?.map((event) => (
          <li key={`${event.since} ${event.by_ms}`}>
            <i className={event.by_ms > 0 ? css.slower : css.faster} aria-hidden="true" />
            <span>{driftWords(event, zone, now)}</span>
            <Button small look="quiet" onClick={() => look(event)}>
              Zoom to it
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

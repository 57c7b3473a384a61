// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { requestsQuery } from "@/api/queries";
import { formatCount } from "@/base/format";
import { setSearch } from "@/base/location";
import { toMillis } from "@/base/time";
import type { TimeRange } from "@/base/timeRange";
import { Button } from "@/widgets/Button";
import { Time } from "@/widgets/Figures";
import css from "./Map.module.css";
import { momentName, type Moments } from "./moments";

interface TimelineProps {
  range: TimeRange;
  moments: Moments;
  /** -1 while the map is of the whole range. */
  index: number;
}

const choose = (start: number | undefined) =>
  setSearch({ at: start === undefined ? null : momentName(start) }, { replace: true });

/** Goes through the time range: where requests failed is seen before it is chosen. */
export function Timeline({ range, moments, index }: TimelineProps) {
  const { data } = useQuery(requestsQuery(moments.step, range));
  const points = new Map(data?.points.map(([time, point]) => [toMillis(time), point]));
  const most = Math.max(1, ...[...points.values()].map((point) => point.traces));
  const last = moments.starts.length - 1;
  const start = moments.starts[index];
  const point = start === undefined ? undefined : points.get(start);
  return (
    <div className={css.timeline}>
      <div className={css.track}>
        <div className={css.bars} aria-hidden="true">
          {moments.starts.map((one, place) => {
            const { traces = 0, errors = 0 } = points.get(one) ?? {};
            return (
              <span key={one} className={place === index ? css.chosen : undefined}>
                <i style={{ height: `${(100 * (traces - errors)) / most}%` }} />
                <i className={css.failedBar} style={{ height: `${(100 * errors) / most}%` }} />
              </span>
            );
          })}
        </div>
        <input
          type="range"
          min={0}
          max={last}
          value={index < 0 ? last : index}
          aria-label="Moment"
          aria-valuetext={start === undefined ? "Whole time range" : momentName(start)}
          onChange={(event) => choose(moments.starts[Number(event.target.value)])}
          onPointerUp={(event) => index < 0 && choose(moments.starts[Number(event.currentTarget.value)])}
        />
      </div>
      <p className={css.moment} role="status">
        {start === undefined ? (
          "Whole time range"
        ) : (
          <>
            <Time value={momentName(start)} /> + {moments.step}: {formatCount(point?.traces ?? 0)} requests,{" "}
            {formatCount(point?.errors ?? 0)} failed
          </>
        )}
      </p>
      {start !== undefined && (
        <Button small icon="close" onClick={() => choose(undefined)}>
          Whole range
        </Button>
      )}
    </div>
  );
}

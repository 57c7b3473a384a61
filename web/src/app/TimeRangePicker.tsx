// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { setRange } from "@/base/location";
import { setPreference } from "@/base/preferences";
import { formatDateTime, fromMillis } from "@/base/time";
import { absoluteRange, isRelative, PRESETS, resolveTime, type TimeRange } from "@/base/timeRange";
import { Button } from "@/widgets/Button";
import { usePreference, useTimeRange } from "@/widgets/hooks";
import { MenuItem, Popover } from "@/widgets/Popover";
import css from "./TimeRangePicker.module.css";

function describe(range: TimeRange, utc: boolean): string {
  if (isRelative(range)) return PRESETS.find((preset) => preset.from === range.from)?.label ?? `Last ${range.from.slice(4)}`;
  const zone = utc ? "utc" : "local";
  const now = Date.now();
  const [from, to] = [range.from, range.to].map((end) => formatDateTime(fromMillis(resolveTime(end, now)), zone).slice(5, 16));
  return `${from} – ${to}`;
}

export function TimeRangePicker() {
  const range = useTimeRange();
  const zone = usePreference("zone");
  return (
    <Popover icon="clock" label={describe(range, zone === "utc")} title="Time range" align="end">
      {(close) => (
        <div className={css.panel}>
          {PRESETS.map((preset) => (
            <MenuItem
              key={preset.from}
              aria-current={isRelative(range) && range.from === preset.from}
              onClick={() => {
                setRange({ from: preset.from, to: "now" });
                close();
              }}
            >
              {preset.label}
            </MenuItem>
          ))}
          <AbsoluteForm range={range} onDone={close} />
          <label className={css.zone}>
            <input
              type="checkbox"
              checked={zone === "utc"}
              onChange={(event) => setPreference("zone", event.target.checked ? "utc" : "local")}
            />
            Show times in UTC
          </label>
        </div>
      )}
    </Popover>
  );
}

function AbsoluteForm({ range, onDone }: { range: TimeRange; onDone: () => void }) {
  const [now] = useState(() => Date.now());
  const [from, setFrom] = useState(() => toInput(resolveTime(range.from, now)));
  const [to, setTo] = useState(() => toInput(resolveTime(range.to, now)));
  return (
    <form
      className={css.absolute}
      onSubmit={(event) => {
        event.preventDefault();
        setRange(absoluteRange(new Date(from).getTime(), new Date(to).getTime()));
        onDone();
      }}
    >
      <label>
        From
        <input type="datetime-local" step="1" required value={from} onChange={(event) => setFrom(event.target.value)} />
      </label>
      <label>
        To
        <input type="datetime-local" step="1" required value={to} onChange={(event) => setTo(event.target.value)} />
      </label>
      <Button type="submit">Apply</Button>
    </form>
  );
}

/** The browser's date field speaks local time without a zone. */
function toInput(millis: number): string {
  return formatDateTime(fromMillis(millis), "local").slice(0, 19).replace(" ", "T");
}

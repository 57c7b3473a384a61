// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { servingSettingsQuery, type ModelServer, type ServerDetail } from "@/api/serving";
import { formatCount, formatPercent, plural } from "@/base/format";
import { keepRange } from "@/base/location";
import { Card } from "@/widgets/Card";
import { Link } from "@/widgets/Link";
import { Chart } from "./MeasureCharts";
import css from "./Serving.module.css";
import { limitWords } from "./words";

interface GoodputProps {
  server: ModelServer;
  goodput: ServerDetail["goodput_over_time"];
  stepMs: number;
}

/** How many of its calls were good enough, for each class of service. */
export function Goodput({ server, goodput, stepMs }: GoodputProps) {
  const { data: settings } = useQuery(servingSettingsQuery());
  const { timed_calls: timed, calls } = server;
  const untold = calls - timed;
  return (
    <Card
      title="Goodput"
      note="Share of its calls that met all limits of a class of service"
      aside={
        <Link className={css.door} href={keepRange("/serving/settings")}>
          Change classes
        </Link>
      }
    >
      {timed === 0 ? (
        <p className={css.muted}>
          {calls === 0
            ? "No call in this time range is known to have gone to it. Calls are matched by server.address and server.port, or by a mapping of yours."
            : `None of ${plural(calls, "call")} told when its first token came: stream, with an instrumentation that records it.`}
        </p>
      ) : (
        <div className={css.goodput}>
          <ul>
            {server.goodput.map(({ class: name, share }) => {
              const limits = settings?.classes.find((one) => one.name === name);
              return (
                <li key={name}>
                  <b className={share < 0.9 ? css.bad : undefined}>{formatPercent(share, 1)}</b> {name}
                  <small>{limits && limitWords(limits.ttft_ms, limits.tpot_ms)}</small>
                </li>
              );
            })}
            <li>
              <small>
                of {plural(timed, "call")} with a known first token
                {untold > 0 && `; ${formatCount(untold)} more do not tell it`}
              </small>
            </li>
          </ul>
          <Chart
            title="Share of good calls"
            lines={goodput.map(({ class: label, points }) => ({ label, unit: "1", points }))}
            stepMs={stepMs}
            q={server.q}
          />
        </div>
      )}
    </Card>
  );
}

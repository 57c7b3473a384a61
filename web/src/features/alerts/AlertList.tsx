// SPDX-License-Identifier: Apache-2.0
import type { AlertRule } from "@/api/alerts";
import { formatAge } from "@/base/time";
import { keepRange } from "@/base/location";
import { useNow } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import css from "./Alerts.module.css";
import { figure, terms } from "./words";

const SHOWN = 5;
const SECOND = 1000;

/** Rules with the groups that are not well; the server puts what fires first. */
export function AlertList({ alerts }: { alerts: readonly AlertRule[] }) {
  return (
    <ul className={css.list} aria-label="Alerts">
      {alerts.map((alert) => (
        <li key={alert.id} className={`${css.alert} ${css[alert.state]}`}>
          <header>
            <State alert={alert} />
            <Link href={keepRange(`/alerts/${encodeURIComponent(alert.id)}`)}>{alert.name}</Link>
            <small>{terms(alert)}</small>
            {alert.state === "normal" && <span className={css.value}>{figure(alert, alert.value)}</span>}
          </header>
          <Members alert={alert} shown={SHOWN} />
        </li>
      ))}
    </ul>
  );
}

export function State({ alert }: { alert: AlertRule }) {
  const words = { normal: alert.enabled ? "normal" : "off", pending: "pending", firing: "firing" };
  return <span className={css.state}>{words[alert.state]}</span>;
}

/** The groups that are not well; each leads to the traces behind it. */
export function Members({ alert, shown }: { alert: AlertRule; shown: number }) {
  const now = useNow(SECOND);
  if (alert.members.length === 0) return null;
  return (
    <ul className={css.members}>
      {alert.members.slice(0, shown).map((member) => (
        <li key={member.member}>
          <Link href={member.link}>{member.sentence}</Link>
          <small>
            {member.phase}, began {formatAge(member.since, now)}
            {member.phase === "firing" && !member.told && ", silenced"}
          </small>
        </li>
      ))}
      {alert.members.length > shown && <li>and {alert.members.length - shown} more</li>}
    </ul>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { alertsQuery } from "@/api/alerts";
import { keepRange } from "@/base/location";
import { Icon } from "@/widgets/Icon";
import { Link } from "@/widgets/Link";
import css from "./Overview.module.css";

const SHOWN = 3;

/** What fires now; nothing when nothing does. */
export function OpenAlerts() {
  const { data } = useQuery(alertsQuery());
  const firing = data?.alerts.filter(({ state }) => state === "firing") ?? [];
  if (firing.length === 0) return null;
  const members = firing.flatMap(({ id, members: all }) =>
    all.filter(({ phase }) => phase === "firing").map(({ sentence }) => ({ id, sentence })),
  );
  return (
    <section className={css.alerts} aria-label="Open alerts">
      <Icon name="warning" />
      <ul>
        {members.slice(0, SHOWN).map(({ id, sentence }) => (
          <li key={sentence}>
            <Link href={keepRange(`/alerts/${encodeURIComponent(id)}`)}>{sentence}</Link>
          </li>
        ))}
      </ul>
      <Link href={keepRange("/alerts")}>All alerts</Link>
    </section>
  );
}

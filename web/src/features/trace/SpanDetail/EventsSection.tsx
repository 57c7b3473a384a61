// SPDX-License-Identifier: Apache-2.0
import type { SpanDetail } from "@/api/types";
import { keepRange } from "@/base/location";
import { Time } from "@/widgets/Figures";
import { JsonTree } from "@/widgets/JsonTree";
import { Link } from "@/widgets/Link";
import css from "./SpanPanel.module.css";

export function EventsSection({ detail }: { detail: SpanDetail }) {
  const events = detail.events ?? [];
  const links = detail.links ?? [];
  if (events.length + links.length === 0) return <p className={css.muted}>No events and no links.</p>;
  return (
    <>
      {events.map((event, index) => (
        <div key={index} className={css.event}>
          <div className={css.eventHead}>
            <span>{event.name}</span>
            <Time value={event.time} />
          </div>
          {event.attributes && <JsonTree value={event.attributes} />}
        </div>
      ))}
      {links.map((link, index) => (
        <div key={index} className={css.event}>
          <div className={css.eventHead}>
            <span>Link</span>
            <Link href={keepRange(`/traces/${link.trace_id}`, { span: link.span_id })}>
              <code>{link.trace_id}</code>
            </Link>
          </div>
          {link.attributes && Object.keys(link.attributes).length > 0 && <JsonTree value={link.attributes} />}
        </div>
      ))}
    </>
  );
}

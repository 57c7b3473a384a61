// SPDX-License-Identifier: Apache-2.0
import { term } from "@/base/filter";
import { keepRange } from "@/base/location";
import { treeOf, type LogDetail } from "@/base/log";
import type { Json } from "@/base/message";
import { CopyButton } from "@/widgets/Button";
import { Chip, Time } from "@/widgets/Figures";
import { JsonTree } from "@/widgets/JsonTree";
import { Link } from "@/widgets/Link";
import { traceHref } from "./columns";
import css from "./Log.module.css";
import { LogLevel } from "./LogLevel";

const only = (field: string, value: string) => keepRange("/logs", { q: term(field, value) });

/** Everything that was sent of a record. */
export function LogDetails({ log }: { log: LogDetail }) {
  const tree = treeOf(log.value);
  const href = traceHref(log);
  return (
    <>
      <div className={css.facts}>
        <Time value={log.time} full />
        <LogLevel level={log.level} />
        {log.service && <Chip href={only("service", log.service)}>{log.service}</Chip>}
        {log.event_name && <Chip href={only("event", log.event_name)}>{log.event_name}</Chip>}
        {href && (
          <Chip href={href} icon="traces">
            Open its trace
          </Chip>
        )}
        {log.request_id && <Chip href={only("request_id", log.request_id)}>request {log.request_id}</Chip>}
        {log.pattern && log.pattern !== "0000000000000000" && (
          <Chip href={only("pattern", log.pattern)} icon="filter">
            Lines like this
          </Chip>
        )}
      </div>
      <section className={css.section}>
        <h3>
          Body <CopyButton text={() => (typeof log.value === "string" ? log.value : JSON.stringify(log.value))} />
        </h3>
        {tree === null ? (
          <pre className={css.body} tabIndex={0}>
            {String(log.value ?? "")}
          </pre>
        ) : (
          <JsonTree value={tree} />
        )}
      </section>
      <Fields title="Attributes" prefix="attr" fields={log.attributes} />
      <Fields title="Resource" prefix="resource" fields={log.resource} />
    </>
  );
}

function Fields({ title, prefix, fields }: { title: string; prefix: string; fields: Record<string, Json> }) {
  const entries = Object.entries(fields).sort(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return null;
  return (
    <section className={css.section}>
      <h3>
        {title} ({entries.length})
      </h3>
      <dl className={css.fields}>
        {entries.map(([key, value]) => {
          const text = typeof value === "string" ? value : JSON.stringify(value);
          return (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{text.length <= 200 ? <Link href={only(`${prefix}.${key}`, text)}>{text}</Link> : text}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

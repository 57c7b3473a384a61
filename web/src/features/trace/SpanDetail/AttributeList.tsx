// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import type { Attributes, SpanDetail } from "@/api/types";
import { term } from "@/base/filter";
import { keepRange, navigate } from "@/base/location";
import type { Json } from "@/base/message";
import { CopyButton, IconButton } from "@/widgets/Button";
import css from "./SpanPanel.module.css";

export function AttributeList({ detail }: { detail: SpanDetail }) {
  const [find, setFind] = useState("");
  const scope = detail.scope;
  return (
    <>
      <input
        className={css.search}
        type="search"
        aria-label="Search attributes"
        placeholder="Search keys and values"
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      <Group title="Span" prefix="attr" attributes={detail.attributes} find={find} />
      <Group title="Resource" prefix="resource" attributes={detail.resource} find={find} />
      {scope && (
        <Group
          title={`Scope ${[scope.name, scope.version].filter(Boolean).join(" ")}`}
          prefix={null}
          attributes={scope.attributes}
          find={find}
        />
      )}
    </>
  );
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

interface GroupProps {
  title: string;
  /** How the filter language names these attributes; null when it cannot. */
  prefix: "attr" | "resource" | null;
  attributes: Attributes | undefined;
  find: string;
}

function Group({ title, prefix, attributes, find }: GroupProps) {
  const wanted = find.toLowerCase();
  const entries = Object.entries(attributes ?? {})
    .map(([key, value]) => [key, textOf(value)] as const)
    .filter(([key, value]) => key.toLowerCase().includes(wanted) || value.toLowerCase().includes(wanted))
    .sort(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return null;
  return (
    <details open className={css.section}>
      <summary>
        {title} ({entries.length})
      </summary>
      <dl className={css.attributes}>
        {entries.map(([key, value]) => (
          <Line key={key} name={key} value={value} prefix={prefix} />
        ))}
      </dl>
    </details>
  );
}

/** Longer values cannot sensibly be typed into a filter. */
const FILTERABLE = 200;

function Line({ name, value, prefix }: { name: string; value: string; prefix: "attr" | "resource" | null }) {
  return (
    <>
      <dt>{name}</dt>
      <dd tabIndex={value.length > 500 ? 0 : undefined}>{value}</dd>
      <dd className={css.rowActions}>
        {prefix && value.length <= FILTERABLE && (
          <IconButton
            small
            icon="filter"
            label={`Traces with this ${name}`}
            onClick={() => navigate(keepRange("/traces", { q: term(`${prefix}.${name}`, value) }))}
          />
        )}
        <CopyButton label={`Copy ${name}`} text={value} />
      </dd>
    </>
  );
}

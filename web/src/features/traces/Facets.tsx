// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { facetsQuery } from "@/api/queries";
import type { Facet } from "@/api/types";
import { hasTerm, term, toggleTerm } from "@/base/filter";
import { formatCount } from "@/base/format";
import { useTimeRange } from "@/widgets/hooks";
import { Skeleton } from "@/widgets/Notice";
import css from "./Facets.module.css";
import { setQ } from "./url";

const FIELDS: readonly (readonly [string, string])[] = [
  ["status", "Status"],
  ["service", "Service"],
  ["model", "Model"],
  ["agent", "Agent"],
  ["tool", "Tool"],
  ["provider", "Provider"],
  ["error_type", "Error type"],
  ["user", "User"],
];

export function Facets({ q }: { q: string }) {
  const range = useTimeRange();
  const facets = useQuery(facetsQuery(q, FIELDS.map(([field]) => field).join(","), range));
  return (
    <aside className={css.facets} aria-label="Facets">
      {FIELDS.map(([field, title]) => (
        <FacetSection
          key={field}
          q={q}
          title={title}
          facet={facets.data?.facets.find((facet) => facet.field === field)}
          loading={facets.isPending}
        />
      ))}
    </aside>
  );
}

interface SectionProps {
  q: string;
  title: string;
  facet: Facet | undefined;
  loading: boolean;
}

function FacetSection({ q, title, facet, loading }: SectionProps) {
  if (!loading && (!facet || facet.values.length === 0)) return null;
  const most = Math.max(...(facet?.values.map((value) => value.count) ?? []), 1);
  return (
    <details open className={css.section}>
      <summary>{title}</summary>
      {!facet && <Skeleton height={60} />}
      {facet?.values.map(({ value, count }) => {
        const text = term(facet.field, value);
        return (
          <button
            key={value}
            type="button"
            className={css.value}
            aria-pressed={hasTerm(q, text)}
            title={`${value}: ${count}`}
            onClick={() => setQ(toggleTerm(q, text))}
          >
            <span className={css.share} style={{ width: `${(100 * count) / most}%` }} aria-hidden="true" />
            <span className={css.name}>{value}</span>
            <span className={css.count}>{formatCount(count)}</span>
          </button>
        );
      })}
    </details>
  );
}

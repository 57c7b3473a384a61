// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { post } from "@/api/client";
import { dashboardsQuery, type DashboardAnswer, type DashboardInfo } from "@/api/dashboards";
import { readPin } from "@/base/dashboard";
import { plural } from "@/base/format";
import { keepRange, navigate, setSearch } from "@/base/location";
import { Button } from "@/widgets/Button";
import { useDocumentTitle, useSearchValue } from "@/widgets/hooks";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { Link } from "@/widgets/Link";
import { PageFrame } from "@/widgets/Page";
import css from "./Dashboards.module.css";
import { PinDialog } from "./PinDialog";

export function DashboardsPage() {
  useDocumentTitle("Dashboards");
  const { data, error } = useQuery(dashboardsQuery());
  const pin = readPin(useSearchValue("pin"));
  const own = data?.dashboards.filter(({ ready }) => !ready);
  const ready = data?.dashboards.filter((one) => one.ready);
  const filled = data?.dashboards.filter(({ with_data: withData }) => withData > 0).length;
  return (
    <PageFrame
      title="Dashboards"
      answer={data ? `${filled} of ${data.dashboards.length} have data` : <Skeleton width={120} />}
      aside={<Making />}
    >
      <div className={css.page}>
        {error && <ErrorNotice error={error} />}
        {own && (
          <section className={css.part} aria-label="Own dashboards">
            <h2>Yours</h2>
            {own.length === 0 ? (
              <p className={css.quiet}>
                None yet. Copy one of those below, import one, or pin a chart: the bookmark on charts of Overview, Metrics, Costs
                and Latency takes them here.
              </p>
            ) : (
              <List dashboards={own} />
            )}
          </section>
        )}
        {ready && (
          <section className={css.part} aria-label="Ready dashboards">
            <h2>Ready, from the user to the machine</h2>
            <List dashboards={ready} />
          </section>
        )}
        {!data && !error && <Skeleton height={240} />}
      </div>
      {pin && own && <PinDialog pinned={pin} own={own} onClose={() => setSearch({ pin: null }, { replace: true })} />}
    </PageFrame>
  );
}

function List({ dashboards }: { dashboards: readonly DashboardInfo[] }) {
  return (
    <ul className={css.list}>
      {dashboards.map(({ id, title, description, panels, with_data: withData }) => (
        <li key={id}>
          <Link href={keepRange(`/dashboards/${encodeURIComponent(id)}`)} className={withData === 0 ? css.empty : undefined}>
            <b>{title}</b>
            <span>{description}</span>
            <small>
              {withData === 0
                ? panels === 0
                  ? "no panels yet"
                  : "waits for data"
                : withData === panels
                  ? plural(panels, "panel")
                  : `${withData} of ${plural(panels, "panel")} with data`}
            </small>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A dashboard of one's own, empty or from a file. */
function Making() {
  const client = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const make = useMutation({
    mutationFn: (document: object) => post<DashboardAnswer>("/dashboards", document),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["dashboards", "list"] });
      navigate(keepRange(`/dashboards/${id}`));
    },
  });
  const read = useMutation({
    mutationFn: async (chosen: File) => {
      const document: unknown = JSON.parse(await chosen.text());
      if (typeof document !== "object" || document === null) throw new Error("This file is no dashboard.");
      await make.mutateAsync(document);
    },
  });
  const error = read.error ?? make.error;
  return (
    <>
      {error && (
        <span className={css.failed} role="alert">
          {error.message}
        </span>
      )}
      <input
        ref={file}
        hidden
        type="file"
        accept="application/json,.json"
        aria-label="Dashboard to import"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) read.mutate(chosen);
          event.target.value = "";
        }}
      />
      <Button onClick={() => file.current?.click()}>Import</Button>
      <Button look="primary" onClick={() => make.mutate({ title: "New dashboard", panels: [] })}>
        New dashboard
      </Button>
    </>
  );
}

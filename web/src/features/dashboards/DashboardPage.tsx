// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { dashboardQuery, type DashboardAnswer } from "@/api/dashboards";
import { flow, settle } from "@/base/grid";
import { plural } from "@/base/format";
import { keepRange, setSearch, type PathParameters } from "@/base/location";
import { Button } from "@/widgets/Button";
import { useDocumentTitle, useLocation } from "@/widgets/hooks";
import { EmptyNotice, ErrorNotice, Skeleton } from "@/widgets/Notice";
import { Link } from "@/widgets/Link";
import { PageFrame } from "@/widgets/Page";
import { DashboardEditor } from "./DashboardEditor";
import { DashboardMenu } from "./DashboardMenu";
import css from "./Dashboards.module.css";
import { layerFilter } from "./doors";
import { Grid } from "./Grid";
import { useMoments } from "./useMoments";
import { VariableBar } from "./VariableBar";
import { readVariables } from "./variables";
import { Waiting } from "./Waiting";

export function DashboardPage({ parameters }: { parameters: PathParameters }) {
  const { data, error } = useQuery(dashboardQuery(parameters.id ?? ""));
  useDocumentTitle(data?.dashboard.title ?? "Dashboard");
  const [edited, setEdited] = useState(false);
  if (error)
    return (
      <PageFrame title="Dashboard" answer="">
        <ErrorNotice error={error} action={<Link href={keepRange("/dashboards")}>All dashboards</Link>} />
      </PageFrame>
    );
  if (!data)
    return (
      <PageFrame title="Dashboard" answer={<Skeleton width={200} />}>
        <Skeleton height={320} />
      </PageFrame>
    );
  if (edited) return <DashboardEditor answer={data} onClose={() => setEdited(false)} />;
  return <Shown key={data.id} answer={data} onEdit={() => setEdited(true)} />;
}

function Shown({ answer, onEdit }: { answer: DashboardAnswer; onEdit: () => void }) {
  const { search } = useLocation();
  const { dashboard, id, ready } = answer;
  const values = useMemo(() => readVariables(dashboard.variables, search), [dashboard, search]);
  const annotated = search.get("annotations") !== "0";
  const moments = useMoments(dashboard.annotation_tags, annotated);
  const context = useMemo(() => ({ dashboard: id, values, moments }), [id, values, moments]);
  const states = useMemo(() => new Map(answer.panels.map((panel) => [panel.id, panel])), [answer]);
  const waiting = dashboard.panels.filter((panel) => states.get(panel.id)?.empty);
  const filled = useMemo(() => {
    const shown = dashboard.panels.filter((panel) => !states.get(panel.id)?.empty);
    return shown.length < dashboard.panels.length ? flow(shown) : settle(shown);
  }, [dashboard, states]);
  const layer = layerFilter(id);
  return (
    <PageFrame
      title={dashboard.title}
      answer={dashboard.description}
      aside={
        <>
          <VariableBar variables={dashboard.variables ?? []} values={values} />
          {layer && (
            <Link className={css.door} href={keepRange("/traces", { q: layer })}>
              Traces of this layer
            </Link>
          )}
          {!ready && <Button onClick={onEdit}>Change</Button>}
          <DashboardMenu
            answer={answer}
            annotated={annotated}
            onAnnotations={() => setSearch({ annotations: annotated ? "0" : null })}
          />
        </>
      }
    >
      <div className={css.page}>
        {dashboard.panels.length === 0 && (
          <EmptyNotice title="Nothing here yet">
            <p>
              Add a panel under Change, or take one from <Link href={keepRange("/")}>Overview</Link>,{" "}
              <Link href={keepRange("/explore")}>Metrics</Link>, <Link href={keepRange("/costs")}>Costs</Link> or another
              dashboard: the bookmark of a chart pins it.
            </p>
          </EmptyNotice>
        )}
        {filled.length === 0 && waiting.length > 0 && (
          <EmptyNotice title="Waiting for data">
            <p>
              None of its {plural(waiting.length, "panel")} has data yet. This page looks again every few seconds and fills
              itself.
            </p>
          </EmptyNotice>
        )}
        {filled.length > 0 && <Grid panels={filled} states={states} context={context} />}
        <Waiting panels={waiting} states={states} open={filled.length === 0} />
      </div>
    </PageFrame>
  );
}

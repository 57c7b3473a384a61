// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { alertQuery, previewQuery, type AlertChange, type AlertRule, type LastFired } from "@/api/alerts";
import { keepRange, type PathParameters } from "@/base/location";
import { formatDateTime } from "@/base/time";
import { Button } from "@/widgets/Button";
import { Card } from "@/widgets/Card";
import type { Column } from "@/widgets/DataTable";
import { useDocumentTitle, usePreference } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { PlainTable } from "@/widgets/PlainTable";
import { Members, State } from "./AlertList";
import css from "./Alerts.module.css";
import { BudgetPreview } from "./BudgetPreview";
import { PreviewChart } from "./PreviewChart";
import { RuleDialog } from "./RuleDialog";
import { ruleOf } from "./ruleForm";
import { SilenceDialog } from "./SilenceDialog";
import { WhatChanged } from "./WhatChanged";
import { figure, terms } from "./words";

/** One alert: what is not well now, the last day, and what was before. */
export function AlertPage({ parameters }: { parameters: PathParameters }) {
  const { data, error } = useQuery(alertQuery(parameters["id"] ?? ""));
  useDocumentTitle(data?.alert.name ?? "Alert");
  return (
    <div className={css.one}>
      <Link href={keepRange("/alerts")}>Alerts</Link>
      {error && <ErrorNotice error={error} />}
      {!data && !error && <Skeleton height={120} />}
      {data && <Alert alert={data.alert} history={data.history} lastFired={data.last_fired} />}
    </div>
  );
}

interface AlertProps {
  alert: AlertRule;
  history: readonly AlertChange[];
  lastFired: LastFired | null;
}

function Alert({ alert, history, lastFired }: AlertProps) {
  const zone = usePreference("zone");
  const [open, setOpen] = useState<"rule" | "silence" | null>(null);
  const isOfBudgets = alert.source === "budgets";
  const past = useQuery({ ...previewQuery(ruleOf(alert)), enabled: !isOfBudgets });
  const columns: Column<AlertChange>[] = [
    { id: "time", title: "Time", width: "150px", cell: ({ time }) => formatDateTime(time, zone) },
    { id: "phase", title: "Became", width: "120px", cell: ({ phase, silenced }) => `${phase}${silenced ? " (silenced)" : ""}` },
    { id: "member", title: "Group", width: "140px", cell: ({ member }) => member || "all" },
    { id: "value", title: "Value", width: "90px", end: true, cell: ({ value }) => figure(alert, value) },
    { id: "threshold", title: "Threshold", width: "90px", end: true, cell: ({ threshold }) => figure(alert, threshold) },
  ];
  return (
    <>
      <header className={`${css.oneHead} ${css[alert.state]}`}>
        <h1>{alert.name}</h1>
        <State alert={alert} />
        <small>{terms(alert)}</small>
        <span className={css.gap} />
        <Button onClick={() => setOpen("silence")}>Silence</Button>
        <Button onClick={() => setOpen("rule")}>Edit</Button>
      </header>
      {alert.members.length > 0 && (
        <Card title="Now" note="each leads to what is behind it">
          <Members alert={alert} shown={100} />
        </Card>
      )}
      <WhatChanged alert={alert} lastFired={lastFired} />
      <Card title={isOfBudgets ? "Where budgets stand" : "The last day"}>
        {isOfBudgets ? <BudgetPreview rule={alert} /> : <PreviewChart rule={alert} past={past.data} error={past.error} />}
      </Card>
      <Card title="History" flush>
        {history.length === 0 ? (
          <p className={css.quiet}>It has never fired.</p>
        ) : (
          <PlainTable label="History" columns={columns} rows={history} rowKey={(change) => change.time + change.member} />
        )}
      </Card>
      {open === "rule" && <RuleDialog rule={alert} onClose={() => setOpen(null)} />}
      {open === "silence" && <SilenceDialog alerts={[alert]} rule={alert.id} onClose={() => setOpen(null)} />}
    </>
  );
}

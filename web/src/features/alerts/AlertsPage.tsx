// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { alertsQuery, type AlertRule, type NewRule } from "@/api/alerts";
import { keepRange } from "@/base/location";
import { Button } from "@/widgets/Button";
import { useDocumentTitle, useSearchValue } from "@/widgets/hooks";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { PageFrame } from "@/widgets/Page";
import { Tabs } from "@/widgets/Tabs";
import { AlertList } from "./AlertList";
import css from "./Alerts.module.css";
import { Channels } from "./Channels";
import { Deliveries } from "./Deliveries";
import { NoAlerts } from "./NoAlerts";
import { RuleDialog } from "./RuleDialog";
import { Silences } from "./Silences";
import { answer, EMPTY_RULE } from "./words";

const TABS = [
  { id: "rules", title: "Rules" },
  { id: "silences", title: "Silences" },
  { id: "channels", title: "Channels" },
  { id: "deliveries", title: "Deliveries" },
];

/** What fires, who is told, and what is watched. */
export function AlertsPage() {
  useDocumentTitle("Alerts");
  const tab = useSearchValue("tab") || "rules";
  const { data, error } = useQuery(alertsQuery());
  const [edited, setEdited] = useState<NewRule | AlertRule | null>(null);
  const alerts = data?.alerts;
  return (
    <PageFrame
      title="Alerts"
      answer={alerts ? alerts.length > 0 && answer(alerts) : <Skeleton width={160} />}
      aside={<Button onClick={() => setEdited(EMPTY_RULE)}>Add alert</Button>}
    >
      <div className={css.page}>
        <Tabs
          label="Parts of Alerts"
          current={tab}
          tabs={TABS.map((one) => ({ ...one, href: keepRange("/alerts", one.id === "rules" ? {} : { tab: one.id }) }))}
        />
        {error && <ErrorNotice error={error} />}
        {tab === "rules" && alerts?.length === 0 && <NoAlerts onChoose={setEdited} />}
        {tab === "rules" && alerts && alerts.length > 0 && <AlertList alerts={alerts} />}
        {tab === "silences" && <Silences alerts={alerts ?? []} />}
        {tab === "channels" && <Channels />}
        {tab === "deliveries" && <Deliveries />}
      </div>
      {edited && <RuleDialog rule={edited} onClose={() => setEdited(null)} />}
    </PageFrame>
  );
}

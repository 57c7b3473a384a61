// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { fleetQuery, servingSettingsQuery, type Fleet } from "@/api/serving";
import { formatCount, plural } from "@/base/format";
import { keepRange } from "@/base/location";
import { ModelsTabs } from "@/widgets/ModelsTabs";
import { useDocumentTitle, useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { Card } from "@/widgets/Card";
import { ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { GpuTable } from "./GpuTable";
import { NoServers } from "./NoServers";
import { ServerTable } from "./ServerTable";
import css from "./Serving.module.css";
import { Unplaced } from "./Unplaced";
import { answer } from "./words";

/** Which model server hurts, and why? */
export function ServingPage() {
  useDocumentTitle("Serving");
  const { data, error } = useQuery(fleetQuery(useTimeRange()));
  return (
    <div className={css.page}>
      <ModelsTabs current="serving" />
      <header className={css.head}>
        <h1>{data ? answer(data.servers) : error ? "Serving" : <Skeleton width={420} height={18} />}</h1>
        <QueryStats stats={data?.stats} />
      </header>
      {error && !data && <ErrorNotice error={error} />}
      {!data && !error && <Skeleton height={240} />}
      {data?.servers.length === 0 && <NoServers />}
      {data && data.servers.length > 0 && <Known fleet={data} />}
    </div>
  );
}

function Known({ fleet }: { fleet: Fleet }) {
  const { data: settings } = useQuery(servingSettingsQuery());
  return (
    <>
      <Card
        title="Model servers"
        note={`${plural(fleet.servers.length, "server")}, the ones that hurt first; each opens what it measured`}
        aside={
          <Link className={css.door} href={keepRange("/serving/settings")}>
            Prices, classes and mappings
          </Link>
        }
        flush
      >
        <ServerTable servers={fleet.servers} settings={settings} />
      </Card>
      {fleet.gpus.length > 0 && (
        <Card title="GPUs" note={plural(fleet.gpus.length, "GPU")} flush>
          <GpuTable gpus={fleet.gpus} />
        </Card>
      )}
      {fleet.unplaced.length > 0 && (
        <Card
          title="Calls to places that send no metrics"
          note={`${formatCount(fleet.unplaced.reduce((sum, { calls }) => sum + calls, 0))} calls; hosted models have none to send`}
          flush
        >
          <Unplaced places={fleet.unplaced} />
        </Card>
      )}
    </>
  );
}

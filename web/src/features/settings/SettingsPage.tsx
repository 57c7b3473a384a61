// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { endpointOf } from "@/api/endpoint";
import { setupQuery } from "@/api/queries";
import type { Setup } from "@/api/types";
import { keepRange } from "@/base/location";
import { Snippets } from "@/widgets/CodeBlock";
import { Stat } from "@/widgets/Figures";
import { useDocumentTitle } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { Ingest } from "./Ingest";
import { Keys } from "./Keys";
import { LayerRules } from "./LayerRules";
import { Prices } from "./Prices";
import { Scrape } from "./Scrape";
import css from "./Settings.module.css";

export function SettingsPage() {
  useDocumentTitle("Settings");
  const setup = useQuery(setupQuery());
  // A secret is known only until the page is left; meanwhile the lines to paste carry it.
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <div className={css.page}>
      <h1>Settings</h1>
      {setup.error && <ErrorNotice error={setup.error} />}
      <section className={css.section} aria-labelledby="send">
        <h2 id="send">Send telemetry here</h2>
        {setup.data ? (
          <>
            <Snippets endpoint={endpointOf(setup.data, secret)} />
            <Server setup={setup.data} />
          </>
        ) : (
          <Skeleton height={140} />
        )}
      </section>
      <Keys secret={secret} onSecret={setSecret} />
      <Prices />
      <LayerRules />
      <section className={css.section} aria-labelledby="servers">
        <h2 id="servers">Model servers</h2>
        <p className={css.muted}>Which endpoint is which server, what a GPU hour costs, and what is good enough.</p>
        <p>
          <Link className={css.door} href={keepRange("/serving/settings")}>
            Prices, classes and mappings
          </Link>
        </p>
      </section>
      <Scrape />
      <Ingest />
    </div>
  );
}

function Server({ setup }: { setup: Setup }) {
  return (
    <dl className={css.figures}>
      <Stat label="OTLP/HTTP">port {setup.otlp_http_port}</Stat>
      <Stat label="OTLP/gRPC">port {setup.otlp_grpc_port}</Stat>
      <Stat label="Bound to">{setup.bind}</Stat>
      <Stat label="Key needed">{setup.key_required ? "yes" : "no"}</Stat>
      <Stat label="Project">{setup.project}</Stat>
      <Stat label="Data folder" title={setup.data_dir}>
        {setup.data_dir}
      </Stat>
      <Stat label="Version">{setup.version}</Stat>
    </dl>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { endpointOf } from "@/api/endpoint";
import { askSetupAnew, setupQuery } from "@/api/queries";
import { followTraces } from "@/api/tail";
import { keepRange, navigate } from "@/base/location";
import { Snippets } from "@/widgets/CodeBlock";
import { useDocumentTitle } from "@/widgets/hooks";
import { Skeleton } from "@/widgets/Notice";
import css from "./FirstSpanPage.module.css";

/** Shown until something was received: what to paste, and a wait that ends in the first trace. */
export function FirstSpanPage() {
  useDocumentTitle("Waiting for the first span");
  const client = useQueryClient();
  const setup = useQuery(setupQuery());
  const [connected, setConnected] = useState(false);

  useEffect(
    () =>
      followTraces("", {
        onEvent: (trace) => {
          const { queryKey } = setupQuery();
          const known = client.getQueryData(queryKey);
          if (known) client.setQueryData(queryKey, { ...known, has_data: true });
          navigate(keepRange(`/traces/${trace.trace_id}`));
        },
        onState: setConnected,
        onRefused: () => askSetupAnew(client),
      }),
    [client],
  );

  return (
    <div className={css.page}>
      <h1>Send the first trace</h1>
      <p className={css.lead}>
        Point anything that speaks OpenTelemetry here. Paste this where your agent runs and make one request.
      </p>
      {setup.data ? <Snippets endpoint={endpointOf(setup.data, null)} /> : <Skeleton height={120} />}
      <p className={css.waiting} role="status">
        <span className={`${css.pulse} ${connected ? "" : css.lost}`} aria-hidden="true" />
        {connected ? "Waiting for the first span…" : "Connecting…"}
      </p>
      {setup.data && (
        <p className={css.ports}>
          OTLP/HTTP on port {setup.data.otlp_http_port}, OTLP/gRPC on {setup.data.otlp_grpc_port}. The trace opens here by itself.
        </p>
      )}
    </div>
  );
}

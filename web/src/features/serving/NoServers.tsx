// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { endpointOf } from "@/api/endpoint";
import { setupQuery } from "@/api/queries";
import { CodeBlock } from "@/widgets/CodeBlock";
import { Choice } from "@/widgets/Choice";
import { EmptyNotice, Skeleton } from "@/widgets/Notice";
import { ENGINES, scrapeLines } from "./scraping";
import css from "./Serving.module.css";

/** No metrics of a model server yet: how to get them here. */
export function NoServers() {
  const setup = useQuery(setupQuery());
  const [id, setId] = useState(ENGINES[0].id);
  const engine = ENGINES.find((one) => one.id === id) ?? ENGINES[0];
  return (
    <section className={css.empty} aria-label="How to begin">
      <EmptyNotice title="No model server sends metrics here yet">
        <p>
          With them you see which server is full, what waiting costs, tokens for each GPU and dollar, and each slow call next to
          the queue it stood in. Pick what you run; the page fills with the first scrape.
        </p>
      </EmptyNotice>
      <Choice label="What you run" options={ENGINES} value={id} onChange={setId} />
      {engine.start && (
        <>
          <h2>Start it with metrics</h2>
          <CodeBlock label={`Starting ${engine.title}`} text={engine.start} />
        </>
      )}
      {setup.data ? (
        scrapeLines(engine, endpointOf(setup.data, null)).map(({ title, text }) => (
          <div key={title}>
            <h2>{title}</h2>
            <CodeBlock label={title} text={text} />
          </div>
        ))
      ) : (
        <Skeleton height={120} />
      )}
      <p className={css.muted}>
        Calls are matched to servers by <code>server.address</code> and <code>server.port</code>. Behind a load balancer or a
        proxy, say which is which under Settings → Model servers.
      </p>
    </section>
  );
}

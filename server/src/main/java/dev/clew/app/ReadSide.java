// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerListener;
import dev.clew.compare.CompareApi;
import dev.clew.forward.ForwardingApi;
import dev.clew.http.Endpoint;
import dev.clew.http.OpenApi;
import dev.clew.http.Permission;
import dev.clew.http.Routes;
import dev.clew.http.Store;
import dev.clew.inventory.AgentsApi;
import dev.clew.inventory.ModelsApi;
import dev.clew.inventory.ServicesApi;
import dev.clew.inventory.ToolApi;
import dev.clew.inventory.ToolsApi;
import dev.clew.inventory.WhatIfApi;
import dev.clew.logs.LogChartsApi;
import dev.clew.logs.LogTail;
import dev.clew.logs.LogTailApi;
import dev.clew.logs.LogsApi;
import dev.clew.logs.StoredLogs;
import dev.clew.map.MapApi;
import dev.clew.metrics.CatalogueApi;
import dev.clew.metrics.ExemplarsApi;
import dev.clew.metrics.QueryApi;
import dev.clew.otlp.LogLinesHttp;
import dev.clew.prometheus.ScrapeApi;
import dev.clew.sessions.SessionsApi;
import dev.clew.sessions.UsersApi;
import dev.clew.sql.SqlApi;
import dev.clew.traces.ChartsApi;
import dev.clew.traces.FacetsApi;
import dev.clew.traces.FieldsApi;
import dev.clew.traces.SpansApi;
import dev.clew.traces.Tail;
import dev.clew.traces.TailApi;
import dev.clew.traces.TraceApi;
import dev.clew.traces.TracesApi;
import dev.clew.usage.RequestsApi;
import dev.clew.usage.UnitCostsApi;
import dev.clew.usage.UsageApi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The read side: the routes of every feature.
final class ReadSide {

  private final Routes routes;
  private final Tail tail;
  private final LogTail logTail;
  private final List<Endpoint> endpoints;

  ReadSide(Store store, Routes routes, Tail tail, List<Endpoint> more, WriteSide write) {
    this.routes = routes;
    this.tail = tail;
    logTail = new LogTail(store);
    var all = new ArrayList<>(more);
    all.addAll(new TracesApi(store).endpoints());
    all.addAll(new TraceApi(store).endpoints());
    all.addAll(new AgentsApi(store).endpoints());
    all.addAll(new ModelsApi(store).endpoints());
    all.addAll(new ServicesApi(store).endpoints());
    all.addAll(new ToolsApi(store).endpoints());
    all.addAll(new ToolApi(store).endpoints());
    all.addAll(new WhatIfApi(store).endpoints());
    all.addAll(new SessionsApi(store).endpoints());
    all.addAll(new UsersApi(store).endpoints());
    all.addAll(new ChartsApi(store).endpoints());
    all.addAll(new FacetsApi(store).endpoints());
    all.addAll(new FieldsApi(store).endpoints());
    all.addAll(new SpansApi(store).endpoints());
    all.addAll(new RequestsApi(store).endpoints());
    all.addAll(new UsageApi(store).endpoints());
    all.addAll(new UnitCostsApi(store).endpoints());
    all.addAll(new MapApi(store).endpoints());
    all.addAll(new CompareApi(store).endpoints());
    all.addAll(new CatalogueApi(store, write.registry()).endpoints());
    all.addAll(new QueryApi(store).endpoints());
    all.addAll(new ExemplarsApi(store).endpoints());
    all.addAll(new ScrapeApi(write.scraper()).endpoints());
    all.addAll(new ForwardingApi(write.forwarding()).endpoints());
    all.addAll(new SqlApi(store).endpoints());
    all.addAll(new LogsApi(store).endpoints());
    all.addAll(new LogChartsApi(store).endpoints());
    all.add(
        Endpoint.get(
                "/api/openapi.json",
                "This API",
                List.of(),
                _ -> OpenApi.document(documented(), Version.VERSION))
            .needing(Permission.NONE));
    endpoints = List.copyOf(all);
  }

  void bind(ServerBuilder server) {
    routes.bind(server, endpoints);
    routes.bindRest(server, endpoints);
    routes.bindStreaming(server, TailApi.PATH, new TailApi(tail)::open);
    routes.bindStreaming(server, LogTailApi.PATH, new LogTailApi(logTail)::open);
    // Before the server waits for open requests: a tail would keep it waiting.
    server.serverListener(ServerListener.builder().whenStopping(_ -> closeTails()).build());
  }

  void logsStored(StoredLogs batch) {
    logTail.stored(batch);
  }

  private void closeTails() {
    tail.close();
    logTail.close();
  }

  /// The endpoints, and the routes that are bound by hand because they stream or take plain lines.
  private List<Endpoint> documented() {
    return Stream.concat(
            endpoints.stream(),
            Stream.of(TailApi.declaration(), LogTailApi.declaration(), LogLinesHttp.declaration()))
        .toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.admin.Metadata;
import dev.clew.http.Endpoint;
import dev.clew.http.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The feature as a whole: its routes.
public final class Dashboards {

  private final List<Endpoint> endpoints;

  public Dashboards(Store store, Metadata metadata, AlertMoments alerts, InstantSource clock) {
    endpoints =
        Stream.of(
                new DashboardsApi(store, new ReadyDashboards(), new OwnDashboards(metadata, clock))
                    .endpoints(),
                new SeriesApi(store).endpoints(),
                new AnnotationsApi(new Annotations(metadata), alerts, clock).endpoints(),
                new LayerHealthApi(store).endpoints())
            .flatMap(List::stream)
            .toList();
  }

  public List<Endpoint> endpoints() {
    return endpoints;
  }
}

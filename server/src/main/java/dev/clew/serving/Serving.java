// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import dev.clew.admin.Metadata;
import dev.clew.engine.ClickHouse;
import java.time.InstantSource;

/// The parts of this package that others share.
public final class Serving {

  private final ServingSettings settings;
  private final ServerQueues queues;

  public Serving(ClickHouse clickHouse, String database, InstantSource clock, Metadata metadata) {
    settings = new ServingSettings(metadata);
    queues = new ServerQueues(clickHouse, database, clock, settings);
  }

  /// What the queues of model servers were.
  public ServerQueues queues() {
    return queues;
  }

  ServingSettings settings() {
    return settings;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Where a copy of what arrives is sent.
///
/// @param name in messages, metrics and the name of its folder
/// @param endpoint `/v1/traces` and its like are added
/// @param signals `traces`, `metrics`, `logs`
/// @param projects whose telemetry is sent; empty for all
/// @param headers of every request
/// @param match attributes that a record or its resource must have; empty for everything
/// @param queueBytes what may wait on disk; beyond it the oldest is dropped
/// @param timeout of a request
public record ForwardTarget(
    String name,
    URI endpoint,
    List<String> signals,
    List<String> projects,
    Map<String, String> headers,
    Map<String, String> match,
    boolean gzip,
    long queueBytes,
    Duration timeout) {

  public ForwardTarget {
    signals = List.copyOf(signals);
    projects = List.copyOf(projects);
    headers = Map.copyOf(headers);
    match = Map.copyOf(match);
  }

  /// The headers may hold secrets.
  @Override
  public String toString() {
    return "ForwardTarget[" + name + " to " + endpoint + "]";
  }
}

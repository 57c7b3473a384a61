// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

/// What the metrics of model servers say about a moment.
@FunctionalInterface
public interface ServerStates {

  /// Requests that waited at the server of an endpoint while a call was under way: the most that
  /// was seen.
  ///
  /// @param endpoint host and port as the caller knows it
  /// @return NaN when no metrics of that server are known, or several servers could be meant
  double waiting(String project, String endpoint, long fromNs, long toNs);
}

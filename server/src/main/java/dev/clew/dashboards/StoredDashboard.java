// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

/// A dashboard that a project has.
///
/// @param version counts changes from 1; a ready dashboard has 0
/// @param updatedAt ISO 8601; empty for a ready one
record StoredDashboard(String id, Dashboard dashboard, long version, String updatedAt) {

  /// It came with the server and cannot be changed, only copied.
  boolean isReady() {
    return version == 0;
  }
}

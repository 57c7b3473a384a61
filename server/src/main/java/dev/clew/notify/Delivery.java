// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

/// A notification on its way to one channel, or what became of it.
///
/// @param status `waiting`, `delivered` or `failed`
/// @param doneAt ISO 8601; empty while it waits
/// @param error of the last attempt; empty when there is none
record Delivery(
    String id,
    String project,
    String channel,
    Notification notification,
    String status,
    int attempts,
    long createdMs,
    long nextMs,
    String doneAt,
    String error) {}

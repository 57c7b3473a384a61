// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

/// What has a cost model of its own: calls of one kind to one place.
///
/// @param model as the answer names it, else as it was asked for
/// @param endpoint host and port that was called; empty when the calls do not say
/// @param streams calls that are answered at once show nothing finer than their end
public record CostKey(String provider, String model, String endpoint, boolean streams) {}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.clew.ingest.ValueJson;
import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.Metric;
import dev.clew.model.Value;

/// One metric with one set of attributes of one resource.
///
/// @param hash of everything that makes it this series: name, type, temporality, unit, scope,
///   resource and attributes, whatever their order. When it started does not: a restarted process
///   goes on with its series.
record Series(long hash, Metric metric, Attributes attributes) {

  private static final Hasher64 HASHER = Hashing.xxh3_64();

  /// @param metricHash of the metric, from [#hash(Metric)]
  static Series of(Metric metric, long metricHash, Attributes attributes) {
    return new Series(mix(metricHash, hash(attributes)), metric, attributes);
  }

  static long hash(Metric metric) {
    long hash = HASHER.hashCharsToLong(metric.name());
    hash = mix(hash, HASHER.hashCharsToLong(metric.unit()));
    hash = mix(hash, HASHER.hashCharsToLong(metric.scope().name()));
    hash =
        mix(
            hash,
            metric.type().number() * 8L
                + metric.temporality().number() * 2L
                + (metric.monotonic() ? 1 : 0));
    return mix(hash, hash(metric.resource().attributes()));
  }

  /// The same for the same pairs in any order.
  private static long hash(Attributes attributes) {
    long sum = 0;
    for (Attribute attribute : attributes) {
      sum +=
          mix(
              HASHER.hashCharsToLong(attribute.key()),
              HASHER.hashCharsToLong(text(attribute.value())));
    }
    return sum;
  }

  /// A value as queries compare it.
  static String text(Value value) {
    return value instanceof Value.Text(var text) ? text : ValueJson.of(value);
  }

  /// The finalizer of SplitMix64 over a running sum.
  private static long mix(long hash, long value) {
    long z = hash * 0x9E3779B97F4A7C15L + value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

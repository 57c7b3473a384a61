// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.QueryStats;
import dev.clew.http.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Quantiles of classic Prometheus histograms, which arrive over remote-write as one counter for
/// each bucket: `…_bucket` with the upper bound as the label `le`.
final class ClassicBuckets {

  static final String SUFFIX = "_bucket";
  private static final String BOUND = "le";

  private final Store store;
  private final MetricQuery query;

  private final long series;

  /// @param series how many there are
  ClassicBuckets(Store store, MetricQuery query, long series) {
    this.store = store;
    this.query = query;
    this.series = series;
  }

  QueryStats run(List<String> temporalities, Groups into) {
    var labels = new ArrayList<>(query.groupBy());
    labels.add(BOUND);
    var byBound = query.of(query.metric(), labels).with(Aggregation.INCREASE);
    var counts = new Groups(query.grid());
    var stats =
        new NumberQuery(store, byBound, new SeriesChoice(store, byBound), series)
            .run(true, temporalities, counts);
    Map<List<String>, TreeMap<Double, double[]>> groups = new HashMap<>();
    counts
        .values()
        .forEach(
            (all, values) -> {
              var bound = bound(all.getLast());
              if (!Double.isNaN(bound)) {
                groups
                    .computeIfAbsent(all.subList(0, all.size() - 1), _ -> new TreeMap<>())
                    .put(bound, values);
              }
            });
    groups.forEach((group, buckets) -> answer(group, buckets, into));
    return stats;
  }

  private static double bound(String text) {
    try {
      return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  /// The count of a bucket includes those below it. What scrapes saw at different moments may make
  /// one of them smaller than the one below; it then holds nothing.
  private void answer(List<String> group, SortedMap<Double, double[]> buckets, Groups into) {
    var bounds = new ArrayList<>(buckets.headMap(Double.POSITIVE_INFINITY).keySet());
    for (int i = 0; i < query.grid().points(); i++) {
      var counts = new ArrayList<Long>();
      double below = 0;
      boolean any = false;
      for (var bucket : buckets.values()) {
        double value = Double.isNaN(bucket[i]) ? below : Math.max(below, bucket[i]);
        any |= !Double.isNaN(bucket[i]);
        counts.add(Math.round(value - below));
        below = value;
      }
      if (any) {
        var distribution = new Distribution();
        distribution.add(bounds, counts);
        into.set(
            group, query.grid().first() + i, distribution.quantile(query.aggregation().quantile()));
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.engine.Block;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.latency.CostModel.Pace;
import dev.clew.latency.CostModel.Typical;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// The table `latency_models`: each fit of each key.
final class ModelStore {

  private final ClickHouse clickHouse;
  private final String database;

  ModelStore(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// The newest fit of every key of every project.
  void readNewest(BiConsumer<String, CostModel> onModel) {
    clickHouse.query(
        Statement.of(
            "SELECT * FROM %s.latency_models ORDER BY fitted_at DESC LIMIT 1 BY project_id, provider, model, endpoint, streams"
                .formatted(database)),
        row -> onModel.accept(row.string("project_id"), of(row)));
  }

  /// Calls of a key in the last days that can be compared, at most as many as a fit looks at.
  List<Sample> samples(String project, CostKey key, long nowMs) {
    var samples = new ArrayList<Sample>();
    clickHouse.query(
        Statement.of(
                """
                SELECT start, modelled, tpot, network, uncached, cached, output, load FROM (
                  SELECT call_start AS start, call_modelled AS modelled, call_tpot AS tpot, call_network AS network,
                    call_uncached AS uncached, call_cached AS cached, call_output AS output, call_load AS load, call_span AS span,
                    call_provider AS p, call_model AS m, call_endpoint AS e, call_streams AS s, call_comparable AS c
                  FROM (
                    SELECT * FROM %s.latency FINAL
                    WHERE project_id = {project:String} AND minute >= toDateTime({from:Int64}) AND has(call_model, {model:String})
                  )
                  ARRAY JOIN call_start, call_modelled, call_tpot, call_network, call_uncached, call_cached, call_output, call_load, call_span,
                    call_provider, call_model, call_endpoint, call_streams, call_comparable
                )
                WHERE c AND p = {provider:String} AND m = {model:String} AND e = {endpoint:String} AND s = {streams:UInt8}
                ORDER BY cityHash64(span)
                LIMIT {most:UInt32}
                """
                    .formatted(database))
            .with("project", project)
            .with("from", nowMs / 1_000 - Limits.FIT_DAYS * 86_400L)
            .with("provider", key.provider())
            .with("model", key.model())
            .with("endpoint", key.endpoint())
            .with("streams", key.streams() ? 1 : 0)
            .with("most", Limits.FIT_SAMPLE),
        row -> samples.add(sample(row, nowMs)));
    return samples;
  }

  private static Sample sample(Row row, long nowMs) {
    double days = Math.max(0, nowMs - row.number("start") / 1_000_000) / 86_400_000.0;
    return new Sample(
        row.real("modelled"),
        row.real("tpot"),
        row.real("network"),
        (long) row.real("uncached"),
        (long) row.real("cached"),
        (long) row.real("output"),
        (int) row.number("load"),
        Math.pow(0.5, days / Limits.HALF_LIFE_DAYS));
  }

  void write(String project, CostModel model) {
    var block = new Block();
    block.symbols("project_id").add(project);
    block.symbols("provider").add(model.key().provider());
    block.symbols("model").add(model.key().model());
    block.symbols("endpoint").add(model.key().endpoint());
    block.whole("streams", "UInt8").add(model.key().streams() ? 1 : 0);
    block.whole("fitted_at", "DateTime64(3, 'UTC')").add(model.fittedAtMs());
    block.whole("calls", "UInt64").add(model.calls());
    block.real64("base").add(model.base());
    block.real64("per_token").add(model.perToken());
    block.real64("per_attention").add(model.perAttention());
    block.real64("per_output").add(model.perOutput());
    block.real64("fit").add(model.fit());
    block.real64("slack").add(model.slack());
    block.real64("spread").add(model.spread());
    var typical = model.typical();
    block.whole("typical_uncached", "UInt64").add(typical.uncached());
    block.whole("typical_cached", "UInt64").add(typical.cached());
    block.whole("typical_output", "UInt64").add(typical.output());
    block.real64("typical_network").add(typical.networkMs());
    block.real64("typical_tpot").add(typical.tpotMs());
    block.real64("tpot_spread").add(typical.tpotSpread());
    block.real64("output_low").add(typical.outputLow());
    block.real64("output_high").add(typical.outputHigh());
    var paces = model.byLoad();
    block.wholeList("pace_load").add(paces.stream().map(pace -> (long) pace.fromLoad()).toList());
    block.wholeList("pace_calls").add(paces.stream().map(pace -> (long) pace.calls()).toList());
    block.realList("pace_ms").add(paces.stream().map(Pace::tpotMs).toList());
    clickHouse.insert(database + ".latency_models", block, "");
  }

  static CostModel of(Row row) {
    var paces = new ArrayList<Pace>();
    List<Long> loads = row.list("pace_load");
    List<Long> calls = row.list("pace_calls");
    List<Double> times = row.list("pace_ms");
    for (int i = 0; i < loads.size(); i++) {
      paces.add(new Pace(loads.get(i).intValue(), calls.get(i).intValue(), times.get(i)));
    }
    return new CostModel(
        new CostKey(
            row.string("provider"),
            row.string("model"),
            row.string("endpoint"),
            row.number("streams") == 1),
        row.number("fitted_at"),
        (int) row.number("calls"),
        row.real("base"),
        row.real("per_token"),
        row.real("per_attention"),
        row.real("per_output"),
        row.real("fit"),
        row.real("slack"),
        row.real("spread"),
        new Typical(
            row.number("typical_uncached"),
            row.number("typical_cached"),
            row.number("typical_output"),
            row.real("typical_network"),
            row.real("typical_tpot"),
            row.real("tpot_spread"),
            row.real("output_low"),
            row.real("output_high")),
        paces);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.engine.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// Rows of `latency`, in the types of `0090_latency.sql` and `0190_critical_path.sql`.
final class LatencyRows {

  /// What one cell takes.
  @FunctionalInterface
  private interface Cell {
    void add(String project, Timed timed, long minute, boolean isDeleted);
  }

  private final Block block = new Block();
  private final List<Cell> cells = new ArrayList<>();

  LatencyRows() {
    run();
    path();
    calls();
  }

  Block block() {
    return block;
  }

  void add(String project, Timed timed, long minute, boolean isDeleted) {
    cells.forEach(cell -> cell.add(project, timed, minute, isDeleted));
  }

  private void run() {
    var project = block.symbols("project_id");
    var minute = block.whole("minute", "DateTime('UTC')");
    var trace = block.fixed16("trace_id");
    var version = block.whole("version", "UInt64");
    var deleted = block.whole("deleted", "UInt8");
    var start = block.whole("start_time", "DateTime64(9, 'UTC')");
    var service = block.symbols("service");
    var verdict = block.symbols("verdict");
    cells.add(
        (id, timed, at, isDeleted) -> {
          var run = timed.run();
          project.add(id);
          minute.add(at);
          trace.add(run.trace().high(), run.trace().low());
          version.add(run.version());
          deleted.add(isDeleted ? 1 : 0);
          start.add(run.startNs());
          service.add(run.service());
          verdict.add(timed.verdict().label());
        });
    real("e2e_ms", timed -> timed.run().durationNs() / 1e6);
    real("model_ms", timed -> timed.spent().model());
    real("tool_ms", timed -> timed.spent().tool());
    real("network_ms", timed -> timed.spent().network());
    real("other_ms", timed -> timed.spent().other());
  }

  private void path() {
    var spans = block.fixed8s("path_span");
    var own = block.realList("path_ms");
    cells.add(
        (_, timed, _, _) -> {
          timed.path().forEach(part -> spans.item(part.span().value()));
          spans.add();
          own.add(timed.path().stream().map(CriticalPath.Part::ms).toList());
        });
  }

  private void calls() {
    var spans = block.fixed8s("call_span");
    cells.add(
        (_, timed, _, _) -> {
          timed.calls().forEach(judged -> spans.item(judged.call().span().value()));
          spans.add();
        });
    names("call_provider", judged -> judged.call().key().provider());
    names("call_model", judged -> judged.call().key().model());
    names("call_endpoint", judged -> judged.call().key().endpoint());
    wholes("call_streams", judged -> judged.call().streams() ? 1 : 0);
    names("call_service", judged -> judged.call().service());
    names("call_agent", judged -> judged.call().agent());
    wholes("call_start", judged -> judged.call().startNs());
    wholes("call_comparable", judged -> judged.call().isComparable() ? 1 : 0);
    reals("call_e2e", judged -> judged.call().durationMs());
    reals("call_ttft", judged -> judged.call().firstMs());
    reals("call_tpot", judged -> judged.call().tpotMs());
    reals("call_uncached", judged -> judged.call().uncached());
    reals("call_cached", judged -> judged.call().cached());
    reals("call_output", judged -> judged.call().output());
    wholes("call_load", Judged::load);
    reals("call_modelled", judged -> judged.call().modelledMs());
    reals("call_network", judged -> judged.call().networkMs());
    reals("call_queue", Judged::queueMs);
    reals("call_prefill", Judged::prefillMs);
    reals("call_expected", Judged::expectedMs);
    reals("call_expected_ttft", Judged::expectedFirstMs);
    reals("call_expected_tpot", Judged::expectedTpotMs);
    var terms = block.realList("call_terms");
    cells.add((_, timed, _, _) -> terms.add(terms(timed)));
    names("call_verdict", judged -> judged.verdict().label());
    names("call_evidence", judged -> judged.evidence().label());
    names("call_detail", Judged::detail);
  }

  private static List<Double> terms(Timed timed) {
    var all = new ArrayList<Double>();
    for (var judged : timed.calls()) {
      var terms = judged.terms();
      all.add(terms.network());
      all.add(terms.queue());
      all.add(terms.moreInput());
      all.add(terms.slowPrefill());
      all.add(terms.longerOutput());
      all.add(terms.slowDecode());
      all.add(terms.rest());
    }
    return all;
  }

  private void real(String name, ToDoubleFunction<Timed> figure) {
    var column = block.real64(name);
    cells.add((_, timed, _, _) -> column.add(figure.applyAsDouble(timed)));
  }

  private void names(String name, Function<Judged, String> text) {
    var column = block.symbolList(name);
    cells.add((_, timed, _, _) -> column.add(timed.calls().stream().map(text).toList()));
  }

  private void wholes(String name, ToLongFunction<Judged> figure) {
    var column = block.wholeList(name);
    cells.add(
        (_, timed, _, _) -> column.add(timed.calls().stream().mapToLong(figure).boxed().toList()));
  }

  private void reals(String name, ToDoubleFunction<Judged> figure) {
    var column = block.realList(name);
    cells.add(
        (_, timed, _, _) ->
            column.add(timed.calls().stream().mapToDouble(figure).boxed().toList()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.engine.Block;
import dev.clew.model.SpanId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Rows of `findings`, in the order and types of `0050_ledger.sql`.
final class FindingRows {

  /// A row: a run under the minute where it is filed.
  private record Filed(String project, Examined run, long minute, boolean isDeleted) {

    List<Finding> findings() {
      return isDeleted ? List.of() : run.findings();
    }
  }

  private final Block block = new Block();
  private final List<Consumer<Filed>> cells = new ArrayList<>();

  FindingRows() {
    run();
    symbols("finding_rule", finding -> finding.rule().id());
    symbols("finding_severity", finding -> finding.severity().label());
    var issue = block.fixed8s("finding_issue");
    cells.add(
        row -> {
          var service = row.run().account().run().service();
          row.findings().forEach(finding -> issue.item(finding.issue(service).value()));
          issue.add();
        });
    symbols("finding_agent", Finding::agent);
    symbols("finding_server", Finding::server);
    symbols("finding_tool", Finding::tool);
    symbols("finding_title", Finding::title);
    symbols("finding_detail", Finding::detail);
    var tokens = block.wholeList("finding_tokens");
    cells.add(
        row -> tokens.add(row.findings().stream().map(one -> one.amount().tokens()).toList()));
    reals("finding_cost", finding -> finding.amount().usd());
    reals("finding_measure", Finding::measure);
    symbols(
        "finding_spans",
        finding -> finding.spans().stream().map(SpanId::hex).collect(Collectors.joining(",")));
  }

  Block block() {
    return block;
  }

  void add(String project, Examined run, long minute, boolean isDeleted) {
    var row = new Filed(project, run, minute, isDeleted);
    cells.forEach(cell -> cell.accept(row));
  }

  private void run() {
    var project = block.symbols("project_id");
    var minute = block.whole("minute", "DateTime('UTC')");
    var trace = block.fixed16("trace_id");
    var version = block.whole("version", "UInt64");
    var deleted = block.whole("deleted", "UInt8");
    var start = block.whole("start_time", "DateTime64(9, 'UTC')");
    var name = block.text("name");
    var service = block.symbols("service");
    var cost = block.real64("cost_usd");
    cells.add(
        row -> {
          var run = row.run().account().run();
          project.add(row.project());
          minute.add(row.minute());
          trace.add(run.trace().high(), run.trace().low());
          version.add(run.version());
          deleted.add(row.isDeleted() ? 1 : 0);
          start.add(run.startNs());
          name.add(run.name());
          service.add(run.service());
          cost.add(row.run().account().ledger().totals().costUsd());
        });
  }

  private void symbols(String column, Function<Finding, String> text) {
    var list = block.symbolList(column);
    cells.add(row -> list.add(row.findings().stream().map(text).toList()));
  }

  private void reals(String column, ToDoubleFunction<Finding> figure) {
    var list = block.realList(column);
    cells.add(row -> list.add(row.findings().stream().mapToDouble(figure).boxed().toList()));
  }
}

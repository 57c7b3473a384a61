// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.Block;
import dev.clew.engine.Column;
import dev.clew.ledger.accounting.Entry;
import dev.clew.ledger.accounting.Ledger;
import dev.clew.ledger.accounting.Ledger.CallLine;
import dev.clew.ledger.accounting.Ledger.ResultLine;
import dev.clew.ledger.accounting.Ledger.ToolLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// Rows of `token_ledger`, in the order and types of `0050_ledger.sql` and
/// `0200_inferred_tools.sql`.
final class LedgerRows {

  /// What one cell takes: a list of things, one figure of each.
  @FunctionalInterface
  private interface Cell {
    void add(String project, Account account, long minute, boolean isDeleted);
  }

  private final Block block = new Block();
  private final List<Cell> cells = new ArrayList<>();

  LedgerRows() {
    keys();
    totals();
    entries();
    calls();
    tools();
    results();
    inferred();
  }

  Block block() {
    return block;
  }

  void add(String project, Account account, long minute, boolean isDeleted) {
    cells.forEach(cell -> cell.add(project, account, minute, isDeleted));
  }

  private void keys() {
    var project = block.symbols("project_id");
    var minute = block.whole("minute", "DateTime('UTC')");
    var trace = block.fixed16("trace_id");
    var version = block.whole("version", "UInt64");
    var deleted = block.whole("deleted", "UInt8");
    cells.add(
        (id, account, at, isDeleted) -> {
          project.add(id);
          minute.add(at);
          trace.add(account.run().trace().high(), account.run().trace().low());
          version.add(account.run().version());
          deleted.add(isDeleted ? 1 : 0);
        });
  }

  private void totals() {
    whole("start_time", "DateTime64(9, 'UTC')", account -> account.run().startNs());
    symbols("service", account -> account.run().service());
    symbols("agent", Account::agent);
    whole("failed", "Bool", account -> account.run().hasFailed() ? 1 : 0);
    whole("calls", "UInt32", account -> account.ledger().totals().calls());
    whole("tool_calls", "UInt32", account -> account.run().toolCalls());
    total("input_tokens", Ledger.Totals::input);
    total("output_tokens", Ledger.Totals::output);
    total("cache_read_tokens", Ledger.Totals::cacheRead);
    total("cache_write_tokens", Ledger.Totals::cacheWrite);
    total("reasoning_tokens", Ledger.Totals::reasoning);
    total("unique_tokens", Ledger.Totals::unique);
    total("waste_tokens", Ledger.Totals::waste);
    total("cacheable_tokens", Ledger.Totals::eligible);
    total("missed_tokens", Ledger.Totals::missed);
    total("max_input_tokens", Ledger.Totals::maxInput);
    whole("context_window", "UInt32", account -> account.ledger().totals().window());
    money("cost_usd", Ledger.Totals::costUsd);
    money("waste_usd", Ledger.Totals::wasteUsd);
    money("saved_usd", Ledger.Totals::savedUsd);
    money("penalty_usd", Ledger.Totals::penaltyUsd);
    symbols("confidence", account -> account.ledger().totals().confidence().label());
    symbols("tier", account -> account.ledger().totals().tier().label());
    names("notes", account -> account.ledger().notes(), note -> note);
  }

  private void entries() {
    Function<Account, List<Entry>> all = account -> account.ledger().entries();
    names("entry_category", all, entry -> entry.key().category().label());
    names("entry_server", all, entry -> entry.key().server());
    names("entry_tool", all, entry -> entry.key().tool());
    names("entry_agent", all, entry -> entry.key().agent());
    wholes("entry_tokens", all, Entry::tokens);
    wholes("entry_first", all, Entry::first);
    wholes("entry_cached", all, Entry::cached);
    wholes("entry_written", all, Entry::written);
    wholes("entry_waste", all, Entry::waste);
    reals("entry_cost", all, Entry::costUsd);
    reals("entry_waste_cost", all, Entry::wasteUsd);
    wholes("entry_calls", all, Entry::calls);
  }

  private void calls() {
    Function<Account, List<CallLine>> all = account -> account.ledger().calls();
    spans("call_span", all, call -> call.span().value());
    wholes("call_start", all, CallLine::startNs);
    names("call_agent", all, CallLine::agent);
    names("call_model", all, CallLine::model);
    var figures = block.wholeList("call_tokens");
    cells.add((_, account, _, _) -> figures.add(LedgerCells.figures(all.apply(account))));
    reals("call_cost", all, CallLine::costUsd);
    reals("call_scale", all, CallLine::scale);
    names("call_confidence", all, call -> call.confidence().label());
    names("call_tier", all, call -> call.tier().label());
    names("call_breaker", all, CallLine::breaker);
    var categories = block.wholeList("call_categories");
    cells.add((_, account, _, _) -> categories.add(LedgerCells.categories(all.apply(account))));
  }

  private void tools() {
    Function<Account, List<ToolLine>> all = account -> account.ledger().tools();
    names("tool_server", all, tool -> tool.owner().server());
    names("tool_name", all, tool -> tool.owner().tool());
    names("tool_agent", all, ToolLine::agent);
    wholes("tool_definition", all, ToolLine::definition);
    wholes("tool_offered", all, ToolLine::offered);
    wholes("tool_used", all, ToolLine::used);
    wholes("tool_definitions", all, ToolLine::definitions);
    wholes("tool_arguments", all, ToolLine::arguments);
    wholes("tool_first", all, ToolLine::firstResults);
    wholes("tool_resent", all, ToolLine::resent);
    wholes("tool_waste", all, ToolLine::waste);
    reals("tool_cost", all, ToolLine::costUsd);
  }

  private void results() {
    Function<Account, List<ResultLine>> all = account -> account.ledger().results();
    spans("result_span", all, result -> result.span().value());
    wholes("result_call", all, ResultLine::call);
    names("result_server", all, result -> result.owner().server());
    names("result_tool", all, result -> result.owner().tool());
    wholes("result_tokens", all, ResultLine::tokens);
    wholes("result_carried", all, ResultLine::carried);
    wholes("result_total", all, ResultLine::total);
    reals("result_cost", all, ResultLine::costUsd);
    names("result_waste", all, result -> result.waste().label());
  }

  private void inferred() {
    Function<Account, List<InferredTool>> all = Account::inferred;
    spans("inferred_span", all, tool -> tool.id().value());
    spans("inferred_parent", all, tool -> tool.parent().value());
    spans("inferred_call", all, tool -> tool.call().value());
    names("inferred_service", all, InferredTool::service);
    names("inferred_agent", all, InferredTool::agent);
    var servers = block.symbolList("inferred_server");
    cells.add(
        (_, account, _, _) ->
            servers.add(account.inferred().stream().map(account::server).toList()));
    names("inferred_tool", all, InferredTool::tool);
    names("inferred_call_id", all, InferredTool::callId);
    wholes("inferred_start", all, InferredTool::startNs);
    wholes("inferred_end", all, InferredTool::endNs);
    spans("inferred_asking", all, InferredTool::asking);
    spans("inferred_answering", all, InferredTool::answering);
  }

  private void whole(String name, String type, ToLongFunction<Account> figure) {
    var column = block.whole(name, type);
    cells.add((_, account, _, _) -> column.add(figure.applyAsLong(account)));
  }

  private void total(String name, ToLongFunction<Ledger.Totals> figure) {
    whole(name, "UInt64", account -> figure.applyAsLong(account.ledger().totals()));
  }

  private void money(String name, ToDoubleFunction<Ledger.Totals> figure) {
    var column = block.real64(name);
    cells.add((_, account, _, _) -> column.add(figure.applyAsDouble(account.ledger().totals())));
  }

  private void symbols(String name, Function<Account, String> text) {
    var column = block.symbols(name);
    cells.add((_, account, _, _) -> column.add(text.apply(account)));
  }

  private <T> void names(String name, Function<Account, List<T>> all, Function<T, String> text) {
    var column = block.symbolList(name);
    cells.add((_, account, _, _) -> column.add(all.apply(account).stream().map(text).toList()));
  }

  private <T> void wholes(String name, Function<Account, List<T>> all, ToLongFunction<T> figure) {
    var column = block.wholeList(name);
    cells.add(
        (_, account, _, _) ->
            column.add(all.apply(account).stream().mapToLong(figure).boxed().toList()));
  }

  private <T> void reals(String name, Function<Account, List<T>> all, ToDoubleFunction<T> figure) {
    var column = block.realList(name);
    cells.add(
        (_, account, _, _) ->
            column.add(all.apply(account).stream().mapToDouble(figure).boxed().toList()));
  }

  private <T> void spans(String name, Function<Account, List<T>> all, ToLongFunction<T> id) {
    Column.Fixed8s column = block.fixed8s(name);
    cells.add(
        (_, account, _, _) -> {
          all.apply(account).forEach(one -> column.item(id.applyAsLong(one)));
          column.add();
        });
  }
}

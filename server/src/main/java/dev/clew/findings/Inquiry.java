// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.findings.RunBudgets.RunUse;
import dev.clew.ledger.Account;
import dev.clew.ledger.accounting.Category;
import dev.clew.ledger.accounting.Entry;
import dev.clew.ledger.accounting.Ledger;
import dev.clew.ledger.accounting.Ledger.CallLine;
import dev.clew.ledger.accounting.Ledger.ResultLine;
import dev.clew.ledger.accounting.LedgerRun.Execution;
import dev.clew.model.SpanId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A run that rules look at, with what several of them need.
final class Inquiry {

  /// A run that is smaller in both is not worth a finding.
  private static final long NOTABLE_INPUT = 20_000;

  private static final int NOTABLE_CALLS = 5;

  private final Account account;
  private final Baseline baseline;
  private final List<RunUse> budgets;
  private final List<Execution> executions;
  private final Map<SpanId, ResultLine> results = new HashMap<>();

  /// @param budgets that limit it, with what it used of them
  /// @param polling tools that are called again and again by design
  Inquiry(Account account, Baseline baseline, List<RunUse> budgets, Set<String> polling) {
    this.budgets = List.copyOf(budgets);
    this.account = account;
    this.baseline = baseline;
    executions =
        account.source().executions().stream()
            .filter(one -> !one.asked() && !polling.contains(one.owner().tool()))
            .toList();
    for (var result : account.ledger().results()) {
      if (result.span().isValid()) {
        results.putIfAbsent(result.span(), result);
      }
    }
  }

  boolean isNotable() {
    return totals().input() >= NOTABLE_INPUT || calls().size() >= NOTABLE_CALLS;
  }

  Account account() {
    return account;
  }

  Baseline baseline() {
    return baseline;
  }

  Ledger.Totals totals() {
    return account.ledger().totals();
  }

  List<CallLine> calls() {
    return account.ledger().calls();
  }

  List<RunUse> budgets() {
    return budgets;
  }

  /// The agent that began the run; empty when nobody said.
  String agent() {
    return account.agent();
  }

  /// Executions of tools, without those that are repeated by design.
  List<Execution> executions() {
    return executions;
  }

  Map<String, List<CallLine>> callsByAgent() {
    return calls().stream()
        .collect(Collectors.groupingBy(CallLine::agent, LinkedHashMap::new, Collectors.toList()));
  }

  /// What the results of these executions took, in all calls that carried them.
  Amount results(Collection<Execution> of) {
    var sum = Amount.NONE;
    for (var execution : of) {
      var result = results.get(execution.span());
      if (result != null) {
        sum = sum.plus(new Amount(result.total(), result.costUsd()));
      }
    }
    return sum;
  }

  Amount entries(Predicate<Entry> which) {
    return account.ledger().entries().stream()
        .filter(which)
        .map(entry -> new Amount(entry.tokens(), entry.costUsd()))
        .reduce(Amount.NONE, Amount::plus);
  }

  Amount category(Category category) {
    return entries(entry -> entry.key().category() == category);
  }

  /// The whole of the run.
  Amount all() {
    return new Amount(totals().input() + totals().output(), totals().costUsd());
  }

  static Amount of(Collection<CallLine> calls) {
    return calls.stream()
        .map(call -> new Amount(call.input() + call.output(), call.costUsd()))
        .reduce(Amount.NONE, Amount::plus);
  }

  /// The longest calls first.
  static List<SpanId> longest(Collection<CallLine> calls) {
    return calls.stream()
        .sorted(Comparator.comparingLong(CallLine::input).reversed())
        .map(CallLine::span)
        .toList();
  }

  static List<SpanId> spans(Collection<Execution> executions) {
    return executions.stream().map(Execution::span).toList();
  }
}

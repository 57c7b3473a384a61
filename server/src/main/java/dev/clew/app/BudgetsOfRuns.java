// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import dev.clew.budgets.Budgets;
import dev.clew.budgets.RunBudget;
import dev.clew.findings.RunBudgets;
import dev.clew.ledger.Account;
import dev.clew.ledger.accounting.Ledger.CallLine;
import dev.clew.model.SpanId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells the rules which budgets a run falls under, and what it used of them.
record BudgetsOfRuns(Budgets budgets) implements RunBudgets {

  private static final String EACH = "*";

  @Override
  public List<RunUse> of(String project, Account account) {
    var uses = new ArrayList<RunUse>();
    for (var budget : budgets.ofRuns(project)) {
      members(budget, account)
          .forEach(
              (member, calls) -> {
                boolean isIn =
                    budget.value().equals(EACH) ? !member.isEmpty() : budget.value().equals(member);
                if (isIn) {
                  uses.add(use(budget, calls));
                }
              });
    }
    return uses;
  }

  private static RunUse use(RunBudget budget, List<CallLine> calls) {
    double used = 0;
    for (var call : calls) {
      double one = budget.isMoney() ? call.costUsd() : call.input() + call.output();
      used += Double.isNaN(one) ? 0 : one;
    }
    return new RunUse(budget.name(), budget.isMoney(), used, budget.limit());
  }

  /// The calls of a run by what the scope of the budget tells apart.
  private static Map<String, List<CallLine>> members(RunBudget budget, Account account) {
    var calls = account.ledger().calls();
    return switch (budget.kind()) {
      case "project" -> Map.of("", calls);
      case "service" -> Map.of(account.run().service(), calls);
      case "user" -> Map.of(account.run().user(), calls);
      case "session" -> Map.of(account.run().session(), calls);
      case "agent" -> by(calls, CallLine::agent);
      case "model" -> by(calls, CallLine::model);
      case "key" -> {
        var keys = new HashMap<SpanId, String>();
        account.source().calls().forEach(call -> keys.put(call.span(), call.key()));
        yield by(calls, call -> keys.getOrDefault(call.span(), ""));
      }
      default -> throw new IllegalStateException("a scope of budgets: " + budget.kind());
    };
  }

  private static Map<String, List<CallLine>> by(
      List<CallLine> calls, Function<CallLine, String> name) {
    return calls.stream()
        .collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.ledger.accounting.Category;
import dev.clew.ledger.accounting.LedgerCall;
import dev.clew.ledger.accounting.LedgerRun.Execution;
import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rules about doing things again and again.
final class Loops {

  /// Parallel calls that each bring something new are no loop.
  private static final double REPETITIVE = 2;

  /// Results such as `ok` are the same whatever was done.
  private static final int TELLING_BYTES = 16;

  private static final int LONGEST_CYCLE = 4;

  private Loops() {}

  private record Tool(String agent, Owner owner) {}

  static List<Hit> fanOut(Inquiry run) {
    double again = run.totals().amplification();
    if (again > 0 && again < REPETITIVE) {
      return List.of();
    }
    int calls = run.calls().size();
    int questions = questions(run);
    double each = (double) calls / questions;
    var beyond = run.calls().subList(Math.min(calls, questions), calls);
    return List.of(
        new Hit(run.agent(), each)
            .about(Inquiry.of(beyond))
            .at(Inquiry.longest(run.calls()))
            .says(
                "%s for %s".formatted(calls(calls), Words.count(questions, "question")),
                "%s for each question; what follows the first call took %s."
                    .formatted(
                        Words.ratio(each) + " calls to models",
                        Words.tokens(Inquiry.of(beyond).tokens()))));
  }

  private static String calls(long count) {
    return Words.number(count) + (count == 1 ? " call to a model" : " calls to models");
  }

  /// A question begins where the agent is told something new after it had answered: it neither
  /// asked for a tool nor used one in between.
  private static int questions(Inquiry run) {
    var lines = run.calls();
    var calls = run.account().source().calls();
    int questions = 1;
    int before = -1;
    for (int i = 0; i < calls.size(); i++) {
      if (!calls.get(i).agent().equals(run.agent())) {
        continue;
      }
      if (before >= 0
          && lines.get(i).of(Category.USER_NEW) > 0
          && !asksForTools(calls.get(before))
          && !hasUsedTools(run, calls.get(before).startNs(), calls.get(i).startNs())) {
        questions++;
      }
      before = i;
    }
    return questions;
  }

  private static boolean asksForTools(LedgerCall call) {
    return call.output().stream().anyMatch(part -> part.kind() == Kind.TOOLARGS);
  }

  private static boolean hasUsedTools(Inquiry run, long fromNs, long toNs) {
    return run.account().source().executions().stream()
        .anyMatch(one -> one.startNs() >= fromNs && one.startNs() < toNs);
  }

  static List<Hit> toolFanOut(Inquiry run) {
    var executions = run.executions();
    if (executions.isEmpty()) {
      return List.of();
    }
    long tools = executions.stream().map(Execution::owner).distinct().count();
    return List.of(
        new Hit(run.agent(), executions.size())
            .about(run.results(executions))
            .at(Inquiry.spans(executions))
            .says(
                "%s in one run".formatted(Words.count(executions.size(), "tool call")),
                "%s of %s; their results took %s in all calls that carried them."
                    .formatted(
                        Words.count(executions.size(), "call"),
                        Words.count(tools, "tool"),
                        Words.tokens(run.results(executions).tokens()))));
  }

  static List<Hit> identicalCalls(Inquiry run) {
    record Same(Tool tool, long request) {}
    Map<Same, List<Execution>> same = new LinkedHashMap<>();
    for (var one : run.executions()) {
      if (one.request() != 0) {
        same.computeIfAbsent(
                new Same(new Tool(one.agent(), one.owner()), one.request()), _ -> new ArrayList<>())
            .add(one);
      }
    }
    var hits = new ArrayList<Hit>();
    same.forEach(
        (key, all) -> {
          if (all.size() > 1) {
            var repeated = all.subList(1, all.size());
            hits.add(
                new Hit(key.tool().agent(), all.size())
                    .by(key.tool().agent(), key.tool().owner())
                    .about(run.results(repeated))
                    .at(Inquiry.spans(all))
                    .says(
                        "%s was called %s times with the same arguments"
                            .formatted(Words.tool(key.tool().owner()), Words.number(all.size())),
                        "The results of all but the first took %s."
                            .formatted(Words.tokens(run.results(repeated).tokens()))));
          }
        });
    return hits;
  }

  static List<Hit> errorRetry(Inquiry run) {
    Map<Tool, List<Execution>> failing = new LinkedHashMap<>();
    Map<Tool, List<Execution>> longest = new LinkedHashMap<>();
    for (var one : run.executions()) {
      var tool = new Tool(one.agent(), one.owner());
      if (!one.failed()) {
        failing.remove(tool);
        continue;
      }
      var streak = failing.computeIfAbsent(tool, _ -> new ArrayList<>());
      streak.add(one);
      if (streak.size() >= longest.getOrDefault(tool, List.of()).size()) {
        longest.put(tool, streak);
      }
    }
    var hits = new ArrayList<Hit>();
    longest.forEach(
        (tool, streak) ->
            hits.add(
                new Hit(tool.agent(), streak.size())
                    .by(tool.agent(), tool.owner())
                    .about(run.results(streak))
                    .at(Inquiry.spans(streak))
                    .says(
                        "%s failed %s times in a row"
                            .formatted(Words.tool(tool.owner()), Words.number(streak.size())),
                        "The errors took %s in the calls that carried them."
                            .formatted(Words.tokens(run.results(streak).tokens())))));
    return hits;
  }

  static List<Hit> pingPong(Inquiry run) {
    Map<String, List<Execution>> byAgent = new LinkedHashMap<>();
    run.executions()
        .forEach(one -> byAgent.computeIfAbsent(one.agent(), _ -> new ArrayList<>()).add(one));
    var hits = new ArrayList<Hit>();
    byAgent.forEach(
        (agent, all) -> {
          for (int period = 2; period <= LONGEST_CYCLE; period++) {
            cycle(run, agent, all, period, hits);
          }
        });
    return hits;
  }

  /// The longest time for which every execution does what the one a period earlier did.
  private static void cycle(
      Inquiry run, String agent, List<Execution> all, int period, List<Hit> hits) {
    int streak = 0;
    int longest = 0;
    int end = 0;
    for (int i = period; i < all.size(); i++) {
      streak = isSame(all.get(i), all.get(i - period)) ? streak + 1 : 0;
      if (streak > longest && !isSame(all.get(i), all.get(i - 1))) {
        longest = streak;
        end = i + 1;
      }
    }
    int cycles = longest / period + 1;
    if (cycles < 2) {
      return;
    }
    var round = all.subList(end - period, end);
    var repeated = all.subList(end - longest, end);
    var names = round.stream().map(one -> Words.tool(one.owner())).distinct().toList();
    hits.add(
        new Hit(agent, cycles)
            .about(run.results(repeated))
            .at(Inquiry.spans(repeated))
            .says(
                "The same %s tool calls went round %s times"
                    .formatted(Words.number(period), Words.number(cycles)),
                "%s with the same arguments in turn; the results of all but the first round took %s."
                    .formatted(
                        String.join(", ", names), Words.tokens(run.results(repeated).tokens()))));
  }

  private static boolean isSame(Execution a, Execution b) {
    return a.owner().equals(b.owner())
        && (a.asksFor() == 0
            ? b.asksFor() == 0 && a.result() != 0 && a.result() == b.result()
            : a.asksFor() == b.asksFor());
  }

  static List<Hit> noProgress(Inquiry run) {
    var seen = new HashSet<Long>();
    var streak = new ArrayList<Execution>();
    List<Execution> longest = List.of();
    for (var one : run.executions()) {
      boolean isTelling =
          one.result() != 0 && (one.resultBytes() < 0 || one.resultBytes() >= TELLING_BYTES);
      if (!isTelling) {
        continue;
      }
      if (seen.add(one.result())) {
        streak.clear();
      } else {
        streak.add(one);
        if (streak.size() > longest.size()) {
          longest = List.copyOf(streak);
        }
      }
    }
    if (longest.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Hit(run.agent(), longest.size())
            .about(run.results(longest))
            .at(Inquiry.spans(longest))
            .says(
                "%s in a row brought nothing new"
                    .formatted(Words.count(longest.size(), "tool call")),
                "Each result had been seen before in this run; together they took %s."
                    .formatted(Words.tokens(run.results(longest).tokens()))));
  }

  static List<Hit> doublePay(Inquiry run) {
    var calls = run.account().source().calls();
    Map<String, Integer> next = new LinkedHashMap<>();
    var attempts = new ArrayList<Integer>();
    for (int i = calls.size() - 1; i >= 0; i--) {
      var call = calls.get(i);
      var later = next.put(call.agent() + "\n" + call.model(), i);
      if (call.failed() && later != null) {
        attempts.add(i);
      }
    }
    if (attempts.isEmpty()) {
      return List.of();
    }
    var failed = attempts.reversed().stream().map(run.calls()::get).toList();
    double mean = (double) calls.size() / (calls.size() - attempts.size());
    return List.of(
        new Hit(run.agent(), mean)
            .about(Inquiry.of(failed))
            .at(failed.stream().map(call -> call.span()).toList())
            .says(
                "%s of %s to models failed and were made again"
                    .formatted(Words.number(attempts.size()), Words.count(calls.size(), "call")),
                "%s attempts for each call that was wanted; the failed ones were charged %s."
                    .formatted(Words.hundredths(mean), Words.tokens(Inquiry.of(failed).tokens()))));
  }
}

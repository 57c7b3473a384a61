// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import static dev.clew.findings.Threshold.above;
import static dev.clew.findings.Threshold.atLeast;
import static dev.clew.findings.Threshold.below;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is looked for: a figure of a run, from where on it is too much, and what to do about it.
/// docs/findings.md tells more of each.
///
/// New rules go last; an id is never used for another.
@SuppressWarnings("ImmutableEnumChecker") // functions without state, and a record of values
enum Rule {
  FAN_OUT(
      "BH-01",
      "calls to models for one question",
      above(15, 40),
      Unit.CALLS,
      Loops::fanOut,
      "%s makes %s calls to models for one question",
      "Cap the number of steps, let the agent plan before it acts, or let it ask for several tools in one call."),
  TOOL_FAN_OUT(
      "BH-02",
      "calls of tools in one run",
      above(20, 60),
      Unit.CALLS,
      Loops::toolFanOut,
      "%s makes %s tool calls in a run",
      "Offer a tool that takes many things at once, or let the agent write code that calls tools without passing each result through the model."),
  INPUT_OUTPUT(
      "BH-03",
      "tokens read for each token written",
      above(50, 150),
      Unit.TIMES,
      Contexts::inputToOutput,
      "%s reads %s tokens for each one it writes",
      "Trim what calls carry: fewer tools, shorter results, an old history summed up."),
  GROWTH(
      "BH-04",
      "tokens by which each call is longer than the one before",
      above(2_000, 5_000),
      Unit.TOKENS_A_CALL,
      Contexts::growth,
      "Each call of %s is %s tokens longer than the one before",
      "Cut results before they enter the conversation, and compact the history when it grows."),
  AMPLIFICATION(
      "BH-05",
      "how often what was new has been paid for",
      above(5, 10),
      Unit.TIMES,
      Contexts::amplification,
      "%s pays for what is new %s times",
      "Hand parts of the work to agents of their own that answer with a summary, and sum up what is done."),
  OVERSIZE_RESULT(
      "BH-06",
      "tokens of one result of a tool",
      above(8_000, 25_000),
      Unit.TOKENS,
      Contexts::oversizeResults,
      "%s returns %s tokens at a time",
      "Let the tool return pages or chosen fields, or a handle to a file instead of its content."),
  RESENT_RESULTS(
      "BH-07",
      "results sent again, of the input",
      above(40, 60),
      Unit.PERCENT,
      Contexts::resentResults,
      "%s spends %s of its input on results that were sent before",
      "Clear old results from the conversation once they have been used, or keep a summary of them."),
  HEAVY_DEFINITIONS(
      "BH-08",
      "definitions of tools in each call",
      above(10_000, 40_000),
      Unit.TOKENS,
      Offers::heavyDefinitions,
      "%s sends %s tokens of tool definitions with each call",
      "Connect fewer servers, or let the agent search for tools and load only those it needs."),
  UNUSED_DEFINITIONS(
      "BH-09",
      "definitions of tools that the run never called, of all definitions",
      above(70, 95),
      Unit.PERCENT,
      Offers::unusedDefinitions,
      "%s never uses %s of the tool definitions it sends",
      "Allow each agent only the tools that it uses."),
  IDENTICAL_CALLS(
      "BH-10",
      "calls of one tool with the same arguments",
      atLeast(3, 6),
      Unit.CALLS,
      Loops::identicalCalls,
      "%s is called %s times with the same arguments",
      "Remember results by their arguments, and stop a loop that asks for the same again."),
  ERROR_RETRY(
      "BH-11",
      "failures of one tool in a row",
      atLeast(2, 4),
      Unit.CALLS,
      Loops::errorRetry,
      "%s fails %s times in a row",
      "Let the error say what was wrong with the arguments and what would be right, and correct the tool's schema."),
  PING_PONG(
      "BH-12",
      "rounds of the same two to four tool calls",
      atLeast(3, 5),
      Unit.TIMES,
      Loops::pingPong,
      "%s goes round the same tool calls %s times",
      "Stop a cycle: when the same calls come round again, tell the agent or end the run."),
  CACHE_COLLAPSE(
      "BH-13",
      "what the provider's cache answered of what it could have",
      below(50, 20),
      Unit.PERCENT,
      Bills::cacheCollapse,
      "The cache answers %2$s of what it could for %1$s",
      "Keep the beginning of calls the same: no clock in the system prompt, tools in a fixed order, one model; and call again before the cache forgets."),
  CONTEXT_PRESSURE(
      "BH-14",
      "of the model's window, in the longest call",
      above(50, 80),
      Unit.PERCENT,
      Contexts::pressure,
      "Calls of %s fill %s of the model's window",
      "Compact the conversation earlier: models do worse with a full window long before it overflows."),
  COPIED_CONTEXT(
      "BH-15",
      "of a sub-agent's first call, what another agent had sent",
      above(30, 60),
      Unit.PERCENT,
      Contexts::copiedContext,
      "%s begins with %s of what another agent had sent",
      "Hand over a summary or a handle instead of the conversation."),
  REASONING_SHARE(
      "BH-16",
      "reasoning, of the output",
      above(70, 90),
      Unit.PERCENT,
      Contexts::reasoning,
      "%s spends %s of its output on reasoning",
      "Ask for less effort where answers are short."),
  COST_OF_RUN(
      "BH-17",
      "cost of a run, of the median of the last seven days",
      above(3, 10),
      Unit.TIMES,
      Bills::costOfRun,
      "Runs of %s cost %s times as much as usual",
      "Stop a run at a budget."),
  NO_PROGRESS(
      "BH-18",
      "tool calls in a row that brought nothing new",
      atLeast(5, 10),
      Unit.CALLS,
      Loops::noProgress,
      "%s makes %s tool calls in a row that bring nothing new",
      "End the run, or tell the agent, when results repeat."),
  EXPENSIVE_FAILURE(
      "BH-19",
      "cost of a failed run, of what 19 of 20 runs cost at most",
      above(1, 3),
      Unit.TIMES,
      Bills::expensiveFailure,
      "Failed runs of %s cost %s times what 19 of 20 runs cost at most",
      "Give up earlier: abort a run whose last steps failed before it has cost as much as a success."),
  HOLE(
      "BH-20",
      "tokens that bought nothing, of the input",
      above(50, 75),
      Unit.PERCENT,
      Bills::hole,
      "%s spends %s of its input on nothing",
      "Look at the ledger of a run: definitions of unused tools and results sent again are most of it."),
  DOUBLE_PAY(
      "BH-21",
      "attempts for each call to a model",
      above(1.2, 2),
      Unit.TIMES,
      Loops::doublePay,
      "%s makes %s attempts for each call to a model",
      "Retry in one place only, with a pause, and not what cannot succeed."),
  TOOL_VALUE(
      "BH-22",
      "runs that used a tool, of at least 500 in seven days that were offered it",
      below(1, 0),
      Unit.PERCENT,
      _ -> List.of(),
      "%s is used in %s of the runs that are offered it",
      "Stop offering the tool, or offer it to the agents that use it.");

  private static final Map<String, Rule> BY_ID =
      Arrays.stream(values()).collect(Collectors.toMap(Rule::id, Function.identity()));

  /// Looks at a run, without judging.
  @FunctionalInterface
  interface Look {
    List<Hit> at(Inquiry run);
  }

  private final String id;
  private final String about;
  private final Threshold threshold;
  private final Unit unit;
  private final Look look;
  private final String issue;
  private final String fix;

  Rule(
      String id,
      String about,
      Threshold threshold,
      Unit unit,
      Look look,
      String issue,
      String fix) {
    this.id = id;
    this.about = about;
    this.threshold = threshold;
    this.unit = unit;
    this.look = look;
    this.issue = issue;
    this.fix = fix;
  }

  /// `null` when there is no such rule.
  static @Nullable Rule find(String id) {
    return BY_ID.get(id);
  }

  String id() {
    return id;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String about() {
    return about;
  }

  /// Holds unless a project says otherwise or something was learned.
  Threshold threshold() {
    return threshold;
  }

  Unit unit() {
    return unit;
  }

  List<Hit> look(Inquiry run) {
    return look.at(run);
  }

  String fix() {
    return fix;
  }

  /// What many runs have in common, in a sentence.
  ///
  /// @param who the tool, agent or service
  /// @param measure on average
  String issue(String who, double measure) {
    return issue.formatted(who, unit.figure(measure));
  }
}

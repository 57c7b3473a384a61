// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.ledger.accounting.LedgerCall;
import dev.clew.ledger.accounting.LedgerRun;
import dev.clew.ledger.accounting.LedgerRun.Execution;
import dev.clew.ledger.accounting.MemoryTools;
import dev.clew.ledger.accounting.Segment;
import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import dev.clew.ledger.accounting.Tier;
import dev.clew.ledger.accounting.Tokens;
import dev.clew.model.SpanId;
import dev.clew.model.Usage;
import dev.clew.prices.Price.PerToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts together what a run's calls carried, from what is stored of it.
final class Assembly {

  private final StoredRun run;
  private final Known known;
  private final Owners owners;
  private final Executions executions;

  private Assembly(StoredRun run, Known known) {
    this.run = run;
    this.known = known;
    owners = new Owners(run, known);
    executions = new Executions(run, owners);
  }

  /// What is known beside the run.
  interface Known {

    /// The one server that has a tool of this name; empty when none is known or several are.
    String server(String tool);

    /// Charged tokens of the model for each estimated one, from its earlier calls; 1 when unknown.
    double scale(String model);

    /// Definitions of tools that other runs of the agent were offered, else those that the servers
    /// listed; empty when none are known.
    List<Offered> offered(String service, String agent, Set<String> servers);

    /// List prices of a call, or `null`.
    @Nullable PerToken list(CallRow call);
  }

  /// A definition that was seen elsewhere.
  ///
  /// @param charged whether `tokens` are what a provider charged, else they are estimated
  record Offered(Owner owner, double tokens, boolean charged) {}

  static LedgerRun of(StoredRun run, Known known) {
    var assembly = new Assembly(run, known);
    var calls = new ArrayList<LedgerCall>();
    for (var call : run.calls()) {
      if (call.billable()) {
        calls.add(assembly.call(call));
      }
    }
    return new LedgerRun(calls, assembly.executions.all());
  }

  private LedgerCall call(CallRow call) {
    var span = run.mostTelling(call);
    var tokenizer = Tokenizer.of(call.model());
    var missing = new Missing();
    var input = new ArrayList<Segment>();
    var output = new ArrayList<Segment>();
    if (call.isConversation()) {
      if (span != null) {
        preamble(call, span, tokenizer, input, missing);
        history(span, tokenizer, input, missing);
        answer(span, tokenizer, output);
        missing.state(span.contentState());
      }
    } else {
      // What is embedded, ranked or drawn is the caller's text, all of it new.
      input.add(Segment.of(call.id().value(), Kind.USER, (double) Tokens.of(call.usage()).input()));
    }
    return new LedgerCall(
        call.id(),
        call.startNs(),
        call.failed(),
        call.agent(),
        call.key(),
        call.model(),
        usage(call, span),
        call.window(),
        call.bill(),
        known.list(call),
        input,
        output,
        missing.isNothing(),
        missing.what(),
        tokenizer.isExact() ? Tier.TOKENIZER : Tier.BYTES,
        learned(call));
  }

  private static Usage usage(CallRow call, @Nullable SpanRow span) {
    var usage = call.usage();
    return span == null || span.conflict().isEmpty() ? usage : usage.withConflict(span.conflict());
  }

  private void preamble(
      CallRow call, SpanRow span, Tokenizer tokenizer, List<Segment> input, Missing missing) {
    var system = new ArrayList<Segment>();
    for (var hash : span.system()) {
      var parts = run.content().definitions().get(hash);
      if (parts == null) {
        missing.body();
      } else {
        parts.forEach(part -> system.add(prompt(part, tokenizer)));
      }
    }
    var tools = new ArrayList<Segment>();
    for (var hash : span.tools()) {
      var parts = run.content().definitions().get(hash);
      if (parts == null) {
        missing.body();
      } else {
        parts.forEach(part -> tools.add(definition(part, tokenizer)));
      }
    }
    if (tools.isEmpty()) {
      for (var tool : owners.listed()) {
        tools.add(
            Segment.of(
                tool.part().key(), Kind.TOOLDEF, tool.owner(), tool.part().tokens(tokenizer)));
      }
      if (tools.isEmpty() && span.isSilent()) {
        addOffered(call, tools, missing);
      }
      if (tools.isEmpty() && (executions.hasToolsOf(call.agent()) || asksForTools(span))) {
        missing.definitions();
      }
    }
    if (call.putsToolsFirst()) {
      input.addAll(tools);
      input.addAll(system);
    } else {
      input.addAll(system);
      input.addAll(tools);
    }
  }

  /// Of a call that shows nothing, what other runs say that it was offered, if that can be.
  private void addOffered(CallRow call, List<Segment> tools, Missing missing) {
    var servers = run.tools().stream().map(ToolRow::server).collect(Collectors.toSet());
    double learned = learned(call);
    for (var one : known.offered(run.row().service(), call.agent(), servers)) {
      double tokens = one.charged() ? one.tokens() / learned : one.tokens();
      long key = Sized.key(one.owner().server() + "\n" + one.owner().tool());
      tools.add(Segment.of(key, Kind.TOOLDEF, one.owner(), tokens));
    }
    double sum = tools.stream().mapToDouble(Segment::tokens).sum() * learned;
    if (sum > Tokens.of(call.usage()).input()) {
      tools.clear();
    } else if (sum > 0) {
      missing.definitionsElsewhere();
    }
  }

  private double learned(CallRow call) {
    return Tokenizer.of(call.model()).isExact() ? 1 : known.scale(call.model());
  }

  /// A piece of a system prompt: instructions, or what was recalled into them.
  private static Segment prompt(Sized part, Tokenizer tokenizer) {
    boolean isRecalled = part.kind() == Kind.RAG || part.kind() == Kind.MEMORY;
    return Segment.of(part.key(), isRecalled ? part.kind() : Kind.SYSTEM, part.tokens(tokenizer));
  }

  private boolean asksForTools(SpanRow span) {
    return Stream.concat(span.input().stream(), span.output().stream())
        .map(run.content()::message)
        .anyMatch(
            parts ->
                parts != null && parts.stream().anyMatch(part -> part.kind() == Kind.TOOLARGS));
  }

  private Segment definition(Sized part, Tokenizer tokenizer) {
    return Segment.of(part.key(), Kind.TOOLDEF, owners.of(part.tool()), part.tokens(tokenizer));
  }

  private void history(SpanRow span, Tokenizer tokenizer, List<Segment> input, Missing missing) {
    Map<String, Asked> asked = new HashMap<>();
    var results = executions.matcher();
    for (var hash : span.input()) {
      var parts = run.content().message(hash);
      if (parts == null) {
        missing.body();
        continue;
      }
      for (var part : parts) {
        input.add(segment(part, tokenizer, asked, results));
      }
    }
  }

  /// A request for a tool, as the model wrote it.
  private record Asked(String tool, long request) {}

  private Segment segment(
      Sized part, Tokenizer tokenizer, Map<String, Asked> asked, Executions.Matcher results) {
    return switch (part.kind()) {
      case TOOLARGS -> {
        long request = part.key() ^ part.tool().hashCode();
        asked.put(part.callId(), new Asked(part.tool(), request));
        yield new Segment(
            part.key(),
            Kind.TOOLARGS,
            owners.of(part.tool()),
            part.tokens(tokenizer),
            request,
            SpanId.NONE,
            false);
      }
      case RESULT -> {
        var request = asked.get(part.callId());
        var tool = !part.tool().isEmpty() ? part.tool() : request == null ? "" : request.tool();
        var execution = results.next(part.callId(), tool);
        var agent = execution == null ? "" : executions.agentBehind(execution.span());
        yield new Segment(
            part.key(),
            agent.isEmpty() ? MemoryTools.resultOf(owner(tool, execution)) : Kind.SUBAGENT,
            agent.isEmpty() ? owner(tool, execution) : new Owner("", agent),
            part.tokens(tokenizer),
            request == null ? 0 : request.request(),
            execution == null ? SpanId.NONE : execution.span(),
            execution != null && executions.isRetried(execution));
      }
      case SYSTEM, USER, ASSISTANT, REASONING, TOOLDEF, RAG, MEMORY, SUBAGENT, OVERHEAD ->
          Segment.of(part.key(), part.kind(), part.tokens(tokenizer));
    };
  }

  private Owner owner(String tool, @Nullable Execution execution) {
    return execution != null && (tool.isEmpty() || tool.equals(execution.owner().tool()))
        ? execution.owner()
        : owners.of(tool);
  }

  private void answer(SpanRow span, Tokenizer tokenizer, List<Segment> output) {
    for (var hash : span.output()) {
      var parts = run.content().message(hash);
      if (parts != null) {
        for (var part : parts) {
          var owner = part.kind() == Kind.TOOLARGS ? owners.of(part.tool()) : Owner.NONE;
          output.add(Segment.of(part.key(), part.kind(), owner, part.tokens(tokenizer)));
        }
      }
    }
  }
}

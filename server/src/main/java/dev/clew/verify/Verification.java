// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import dev.clew.model.Counted;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One round: every canary through every transport, read back and compared.
final class Verification {

  private final Api api;
  private final OtlpSender sender;
  private final CanaryWriter canaries;
  private final InstantSource clock;
  private final Checks checks;
  private final List<Transport> transports;

  Verification(
      Api api, OtlpSender sender, CanaryWriter canaries, InstantSource clock, Checks checks) {
    this.api = api;
    this.sender = sender;
    this.canaries = canaries;
    this.clock = clock;
    this.checks = checks;
    var usable = new ArrayList<>(List.of(Transport.PROTOBUF, Transport.JSON));
    if (sender.canSpeakGrpc()) {
      usable.add(Transport.GRPC);
    } else {
      checks.skip(Transport.GRPC.label(), "the port does not answer in HTTP/2");
    }
    this.transports = List.copyOf(usable);
  }

  /// @throws UnreachableException when the server does not answer
  void round() {
    var health = api.get("/api/v1/health").path("status").asText("no health");
    checks.add("health", health.equals("ok") ? List.of() : List.of(health + " (expected: ok)"));
    var before = Ledger.of(api.get("/api/v1/ingest"));
    int sent = 0;
    int repeated = 0;
    for (var transport : transports) {
      for (var canary : canaries.all(clock.instant())) {
        send(transport, canary);
        sent += canary.spans().size();
        read(transport, canary);
      }
      var again = canaries.all(clock.instant()).getFirst();
      repeat(transport, again);
      sent += again.spans().size();
      repeated += again.spans().size();
    }
    var after = Ledger.of(api.get("/api/v1/ingest"));
    checks.add(
        "accounting: received %d = accepted %d + duplicate %d + rejected %d"
            .formatted(after.received(), after.accepted(), after.duplicate(), after.rejected()),
        after.problemsSince(before, sent, repeated));
  }

  private void send(Transport transport, Canary canary) {
    var problem = sender.send(transport, canary.request());
    checks.add(
        "%s: %s trace acknowledged".formatted(transport.label(), canary.name()),
        problem.isEmpty() ? List.of() : List.of(problem));
  }

  private void read(Transport transport, Canary canary) {
    var problems = new ArrayList<>(trace(canary));
    for (var span : canary.spans()) {
      var id = span.path("spanId").textValue();
      var answer = api.get("/api/v1/traces/%s/spans/%s".formatted(canary.traceId(), id));
      if (answer.isMissingNode()) {
        problems.add("span %s: not there".formatted(id));
        continue;
      }
      SpanComparison.of(canary, span, answer)
          .forEach(difference -> problems.add("span %s: %s".formatted(id, difference)));
    }
    checks.add(
        "%s: %s trace read back, %s, every field the same"
            .formatted(
                transport.label(),
                canary.name(),
                new Counted(canary.spans().size(), "span").text()),
        problems);
  }

  /// An exporter whose answer was lost sends the request again.
  private void repeat(Transport transport, Canary canary) {
    var problems = new ArrayList<String>();
    for (int attempt = 1; attempt <= 2; attempt++) {
      var problem = sender.send(transport, canary.request());
      if (!problem.isEmpty()) {
        problems.add("attempt %d: %s".formatted(attempt, problem));
      }
    }
    problems.addAll(trace(canary));
    checks.add("%s: a repeated request is stored once".formatted(transport.label()), problems);
  }

  private List<String> trace(Canary canary) {
    var answer = api.get("/api/v1/traces/" + canary.traceId());
    if (answer.isMissingNode()) {
      return List.of("trace %s: not there".formatted(canary.traceId()));
    }
    var problems = new ArrayList<String>();
    Set<String> expected = new HashSet<>();
    canary.spans().forEach(span -> expected.add(span.path("spanId").textValue()));
    var actual = new ArrayList<String>();
    answer.path("spans").forEach(span -> actual.add(span.path("span_id").asText("")));
    if (actual.size() != expected.size() || !expected.equals(Set.copyOf(actual))) {
      problems.add(
          "trace %s: spans %s (expected: %s)".formatted(canary.traceId(), actual, expected));
    }
    var count = answer.path("trace").path("span_count");
    if (!count.isMissingNode() && count.asInt() != expected.size()) {
      problems.add("span_count: %s (expected: %d)".formatted(count, expected.size()));
    }
    return problems;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.ledger.accounting.Segment.Owner;
import dev.clew.model.SpanId;
import java.util.List;

/// What a rule sees in a run, whether or not it is bad enough to be a finding. Put together step by
/// step.
final class Hit {

  private static final int MAX_SPANS = 50;

  private final double measure;
  private String agent;
  private Owner owner = Owner.NONE;
  private Amount amount = Amount.NONE;
  private List<SpanId> spans = List.of();
  private String title = "";
  private String detail = "";
  private Severity atLeast = Severity.NONE;
  private Severity atMost = Severity.CRITICAL;

  /// @param measure the figure that is compared with the rule's threshold
  Hit(String agent, double measure) {
    this.agent = agent;
    this.measure = measure;
  }

  Hit by(String otherAgent, Owner tool) {
    agent = otherAgent;
    owner = tool;
    return this;
  }

  Hit about(Amount what) {
    amount = what;
    return this;
  }

  Hit at(List<SpanId> where) {
    spans = where.stream().filter(SpanId::isValid).distinct().limit(MAX_SPANS).toList();
    return this;
  }

  Hit says(String sentence, String figures) {
    title = sentence;
    detail = figures;
    return this;
  }

  /// However small the measure.
  Hit atLeast(Severity severity) {
    atLeast = severity;
    return this;
  }

  /// However great the measure.
  Hit atMost(Severity severity) {
    atMost = severity;
    return this;
  }

  String agent() {
    return agent;
  }

  Finding judge(Rule rule, Threshold threshold) {
    return new Finding(
        rule,
        threshold.grade(measure).orWorse(atLeast).atMost(atMost),
        agent,
        owner.server(),
        owner.tool(),
        title,
        detail,
        amount,
        measure,
        spans);
  }
}

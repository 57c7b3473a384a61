// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.findings.IssueState.Status;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Request;
import dev.clew.http.TimeRange;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Filter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is looked for.
///
/// @param filter of the runs
/// @param only one issue, or `null` for all
/// @param rule with `severity` `null` for all
record Wanted(
    TimeRange range,
    Filter filter,
    @Nullable IssueId only,
    @Nullable Rule rule,
    @Nullable Severity severity,
    EnumSet<Status> statuses,
    Issue.Order order,
    int limit) {

  private static final int MAX = 500;

  static final List<Parameter> PARAMETERS =
      Stream.concat(
              Parameter.SEARCH.stream(),
              Stream.of(
                  new Parameter(
                      "status",
                      "string",
                      "one of %s, or all; default open and acknowledged"
                          .formatted(Status.labels())),
                  new Parameter("severity", "string", "warning or critical"),
                  new Parameter("rule", "string", "such as BH-06"),
                  new Parameter("sort", "string", "cost (default), tokens, runs or last"),
                  new Parameter("limit", "integer", "1..%d; default 50".formatted(MAX))))
          .toList();

  /// @throws AppException INVALID for a parameter that means nothing
  static Wanted of(Request request) {
    return new Wanted(
        request.range(),
        request.filter(),
        null,
        rule(request.text("rule")),
        severity(request.text("severity")),
        statuses(request.text("status")),
        order(request.text("sort", "cost")),
        request.number("limit", 50, 1, MAX));
  }

  /// One issue, whatever its status.
  static Wanted only(IssueId id, TimeRange range) {
    return new Wanted(
        range,
        new Filter.And(List.of()),
        id,
        null,
        null,
        EnumSet.allOf(Status.class),
        Issue.Order.COST,
        1);
  }

  private static @Nullable Rule rule(@Nullable String id) {
    if (id == null) {
      return null;
    }
    var rule = Rule.find(id);
    if (rule == null) {
      throw new AppException(
          ErrorCode.INVALID, "rule: %s (expected: BH-01 to BH-22)".formatted(id));
    }
    return rule;
  }

  private static @Nullable Severity severity(@Nullable String label) {
    return switch (label) {
      case null -> null;
      case "warning" -> Severity.WARNING;
      case "critical" -> Severity.CRITICAL;
      default ->
          throw new AppException(
              ErrorCode.INVALID, "severity: %s (expected: warning or critical)".formatted(label));
    };
  }

  private static EnumSet<Status> statuses(@Nullable String label) {
    return switch (label) {
      case null -> EnumSet.of(Status.OPEN, Status.ACKNOWLEDGED);
      case "all" -> EnumSet.allOf(Status.class);
      default -> EnumSet.of(Status.parse(label));
    };
  }

  private static Issue.Order order(String label) {
    return Arrays.stream(Issue.Order.values())
        .filter(order -> order.name().toLowerCase(Locale.ROOT).equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new AppException(
                    ErrorCode.INVALID,
                    "sort: %s (expected: cost, tokens, runs or last)".formatted(label)));
  }
}

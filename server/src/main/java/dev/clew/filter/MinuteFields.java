// SPDX-License-Identifier: Apache-2.0
package dev.clew.filter;

import dev.clew.model.Filter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fields that are kept where spans are counted by the minute, and their columns there.
public final class MinuteFields {

  private static final String NAME = "name";
  private static final String QUIRK = "quirk";

  /// SQL by field. The operation decides its group.
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("service", "service"),
          Map.entry("layer", "layer"),
          Map.entry("kind", "kind"),
          Map.entry("op", "op"),
          Map.entry("op_group", Fields.operationGroups()),
          Map.entry("tool", "tool"),
          Map.entry("mcp_server", "mcp_server"),
          Map.entry("dialect", "dialect"),
          Map.entry("environment", "environment"),
          Map.entry("error_type", "error_type"),
          Map.entry("model", "model"),
          Map.entry(NAME, "page"),
          // Only whether there is one.
          Map.entry(QUIRK, "quirky"),
          Map.entry("attr.http.route", "route"),
          Map.entry("attr.http.response.status_code", "status_code"),
          Map.entry("attr.start.type", "start_type"));

  /// Names of spans that are counted apart, as the migration lists them: those that
  /// instrumentations of pages and apps fix. Others may differ in every span.
  static final Set<String> NAMES =
      Set.of(
          "documentLoad",
          "documentFetch",
          "AppStart",
          "web_vital LCP",
          "web_vital INP",
          "web_vital CLS",
          "web_vital TTFB",
          "web_vital FCP");

  private MinuteFields() {}

  /// The field as SQL over a table of minutes that keeps it; `null` when none does.
  public static @Nullable String column(String field) {
    return COLUMNS.get(field);
  }

  /// The fields of a filter; empty when it asks what no table of minutes can answer.
  public static Optional<Set<String>> of(Filter filter) {
    var fields = new HashSet<String>();
    return collect(filter, fields) ? Optional.of(fields) : Optional.empty();
  }

  /// Whether only spans with a listed name pass, if the filter is one of [#of].
  public static boolean isOfNames(Filter filter) {
    return switch (filter) {
      case Filter.And(var all) -> all.stream().anyMatch(MinuteFields::isOfNames);
      case Filter.Or(var any) -> !any.isEmpty() && any.stream().allMatch(MinuteFields::isOfNames);
      case Filter.Is(var field, var _) -> field.equals(NAME);
      case Filter.Not _, Filter.Present _, Filter.Compares _, Filter.Text _, Filter.HasError _ ->
          false;
    };
  }

  private static boolean collect(Filter filter, Set<String> into) {
    return switch (filter) {
      case Filter.And(var all) -> all.stream().allMatch(one -> collect(one, into));
      case Filter.Or(var any) -> any.stream().allMatch(one -> collect(one, into));
      case Filter.Not(var negated) -> collect(negated, into);
      case Filter.Is(var field, var values) ->
          !field.equals(QUIRK) && (!field.equals(NAME) || isListed(values)) && add(field, into);
      case Filter.Present(var field) -> !field.equals(NAME) && add(field, into);
      case Filter.Compares(var field, var _, var _) ->
          field.startsWith("attr.") && add(field, into);
      case Filter.Text _, Filter.HasError _ -> false;
    };
  }

  private static boolean isListed(List<String> names) {
    return NAMES.containsAll(names);
  }

  private static boolean add(String field, Set<String> into) {
    into.add(field);
    return COLUMNS.containsKey(field);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.rollup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What charged calls are grouped by, and which groups are rolled up.
public final class Labels {

  /// SQL over `calls` of each label.
  private static final Map<String, String> OF_CALLS = ofCalls();

  /// Labels are rolled up one at a time: rows for every combination would be as many as calls.
  private static final List<String> ALONE =
      List.of("service", "agent", "op", "environment", "user", "session", "key");

  private Labels() {}

  private static Map<String, String> ofCalls() {
    var labels = new LinkedHashMap<String, String>();
    labels.put("model", "if(response_model != '', response_model, request_model)");
    labels.put("provider", "provider");
    labels.put("service", "service");
    labels.put("agent", "agent");
    labels.put("user", "user_id");
    labels.put("session", "session_id");
    labels.put("key", "gateway_key");
    labels.put("op", "op");
    labels.put("environment", "environment");
    return Collections.unmodifiableMap(labels);
  }

  public static Set<String> all() {
    return OF_CALLS.keySet();
  }

  /// SQL over `calls`: the values of labels.
  static String values(List<String> labels) {
    return array(labels.stream().map(label -> "toString(" + OF_CALLS.get(label) + ")").toList());
  }

  /// The label of `usage_rolled` that answers for `labels`; `null` when none does.
  static @Nullable String rolled(List<String> labels) {
    if (labels.isEmpty()) {
      return "";
    }
    if (Set.of("model", "provider").containsAll(labels)) {
      return "model";
    }
    return labels.size() == 1 && ALONE.contains(labels.getFirst()) ? labels.getFirst() : null;
  }

  /// SQL over `usage_rolled`: the values of labels.
  static String rolledValues(List<String> labels) {
    return array(
        labels.stream()
            .map(label -> label.equals("provider") ? "toString(provider)" : "value")
            .toList());
  }

  /// SQL over `calls`: label, value and provider of every row of the roll-up that a call counts in.
  /// A session lives in few periods: its rows would be hardly fewer by the hour.
  static String memberships(Length length) {
    var all = new ArrayList<String>();
    all.add("('', '', '')");
    all.add("('model', toString(%s), toString(provider))".formatted(OF_CALLS.get("model")));
    for (var label : ALONE) {
      if (keeps(length, label)) {
        all.add("('%s', toString(%s), '')".formatted(label, OF_CALLS.get(label)));
      }
    }
    return all.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  static boolean keeps(Length length, String rolled) {
    return length == Length.QUARTER || !rolled.equals("session");
  }

  private static String array(List<String> values) {
    return "[" + String.join(", ", values) + "]::Array(String)";
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import dev.clew.filter.Fields;
import dev.clew.model.Filter;
import java.util.HashSet;
import java.util.Set;

/// The fields by which two sets were chosen. That the sets differ in these is no news.
final class Given {

  private final Set<String> fields = new HashSet<>();

  private Given() {}

  static Set<String> by(Filter... filters) {
    var given = new Given();
    for (var filter : filters) {
      given.add(filter);
    }
    return Set.copyOf(given.fields);
  }

  private void add(Filter filter) {
    switch (filter) {
      case Filter.And(var all) -> all.forEach(this::add);
      case Filter.Or(var any) -> any.forEach(this::add);
      case Filter.Not(var negated) -> add(negated);
      case Filter.Is(var name, _) -> add(name);
      case Filter.Present(var name) -> add(name);
      case Filter.Compares(var name, _, _) -> add(name);
      case Filter.Text _ -> {}
      case Filter.HasError() -> {
        fields.add("status");
        fields.add("error_count");
      }
    }
  }

  private void add(String name) {
    var field = Fields.find(name);
    var known = field == null ? name : field.name();
    // Figures are answered under the name of their column.
    fields.add(known.equals("cost") ? "cost_usd" : known);
    if (known.equals("status")) {
      fields.add("error_count");
    }
  }
}

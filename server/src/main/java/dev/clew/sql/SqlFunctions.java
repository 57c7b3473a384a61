// SPDX-License-Identifier: Apache-2.0
package dev.clew.sql;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The functions that a user's query may call: what the engine has, by category, less whatever
/// reaches beyond its arguments.
final class SqlFunctions {

  /// Of the category `Other`, where ClickHouse keeps what knows about the server next to what
  /// formats a number.
  private static final Set<String> HARMLESS =
      Set.of(
          ("bar countdigits defaultvalueofargumenttype defaultvalueoftypename finalizeaggregation formatreadabledecimalsize formatreadablequantity"
                  + " formatreadablesize formatreadabletimedelta getsizeofenumtype getsubcolumn identity ignore initializeaggregation isconstant materialize"
                  + " neighbor parsereadablesize parsereadablesizeornull parsereadablesizeorzero parsetimedelta rownumberinallblocks runningaccumulate"
                  + " runningdifference tocolumntypename totypename transform varianttype visiblewidth bytesize throwif")
              .split(" "));

  /// Table functions that make rows of their arguments.
  private static final Set<String> TABLES =
      Set.of("numbers", "zeros", "generate_series", "generateseries", "values");

  private static final List<String> COMBINATORS =
      List.of(
          "if",
          "array",
          "map",
          "simplestate",
          "state",
          "mergestate",
          "merge",
          "foreach",
          "distinct",
          "ordefault",
          "ornull",
          "resample",
          "argmin",
          "argmax");

  private final Set<String> allowed;
  private final Set<String> aggregates;

  private SqlFunctions(Set<String> allowed, Set<String> aggregates) {
    this.allowed = allowed;
    this.aggregates = aggregates;
  }

  static SqlFunctions load(ClickHouse clickHouse) {
    var allowed = new HashSet<>(TABLES);
    allowed.addAll(HARMLESS);
    // Special forms that the formatter may write as calls.
    allowed.addAll(List.of("_cast", "casewithexpression", "grouping"));
    var aggregates = new HashSet<String>();
    clickHouse.query(
        Statement.of(
            """
            SELECT lower(f.name) AS name, f.is_aggregate = 1 AS aggregate
            FROM system.functions AS f
            LEFT JOIN (SELECT name, categories FROM system.functions) AS original ON original.name = f.alias_to
            WHERE f.origin = 'System' AND if(f.alias_to = '', f.categories, original.categories) NOT IN
              ('', 'Other', 'Dictionary', 'Embedded Dictionary', 'Introspection', 'Internal', 'AI', 'Machine Learning')
            """),
        row -> (row.bool("aggregate") ? aggregates : allowed).add(row.string("name")));
    return new SqlFunctions(allowed, aggregates);
  }

  boolean isAllowed(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return allowed.contains(lower) || isAggregate(lower);
  }

  /// Combinators are suffixes, in any number.
  private boolean isAggregate(String name) {
    if (aggregates.contains(name)) {
      return true;
    }
    for (var combinator : COMBINATORS) {
      if (name.length() > combinator.length() && name.endsWith(combinator)) {
        if (isAggregate(name.substring(0, name.length() - combinator.length()))) {
          return true;
        }
      }
    }
    return false;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;

/// A condition on traces or spans, as typed into the search box, sent to the API or kept in a rule.
public sealed interface Filter {

  /// All of them; everything when empty.
  record And(List<Filter> all) implements Filter {
    public And {
      all = List.copyOf(all);
    }
  }

  /// At least one of them.
  record Or(List<Filter> any) implements Filter {
    public Or {
      any = List.copyOf(any);
    }
  }

  record Not(Filter negated) implements Filter {}

  /// `field:a,b`: equal to one of the values; a value ending in `*` is a prefix.
  record Is(String field, List<String> values) implements Filter {
    public Is {
      values = List.copyOf(values);
    }
  }

  /// `field:*`.
  record Present(String field) implements Filter {}

  /// `field>number` and its kin.
  record Compares(String field, Comparison comparison, double number) implements Filter {}

  /// Words that must all occur.
  record Text(String words, Where where) implements Filter {}

  /// `has:error`.
  record HasError() implements Filter {}

  /// How a number is compared.
  enum Comparison {
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sql;

    Comparison(String sql) {
      this.sql = sql;
    }

    public String sql() {
      return sql;
    }
  }

  /// Where text is looked for.
  enum Where {
    ANYWHERE,
    INPUT,
    OUTPUT
  }

  /// Accepts everything.
  Filter ALL = new And(List.of());
}

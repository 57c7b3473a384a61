// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import dev.clew.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One vocabulary of attributes, as a table.
///
/// @param id what a span's `dialect` says
/// @param scopes instrumentation scopes that speak it; a name ending in a dot, dash, underscore or
///   space is a prefix
/// @param rows fields and the keys that fill them, best key first
/// @param indexed fields spread over many keys with a number in them, by the keys' common prefix
/// @param plain fields whose keys are too common to mean anything outside these scopes
/// @param kinds operations by the words that the dialect uses for them
/// @param names operations by the names of spans, where the emitter has no other word for them
/// @param isNamedAfterWhatRuns whether the span of an agent or a tool has the name of it, and
///   nothing else has
/// @param isOneAgent whether the emitter is an agent itself, so that its service is the agent
public record Dialect(
    String id,
    List<String> scopes,
    List<Row> rows,
    List<Row> indexed,
    List<Row> plain,
    Map<String, Operation> kinds,
    Map<String, Operation> names,
    boolean isNamedAfterWhatRuns,
    boolean isOneAgent) {

  /// @param shows whether a key of this row is proof that the dialect is spoken
  public record Row(Field field, boolean shows, List<String> keys) {}

  static Table named(String id) {
    return new Table(id);
  }

  boolean speaks(String scope) {
    for (var name : scopes) {
      boolean isPrefix = ".-_ ".indexOf(name.charAt(name.length() - 1)) >= 0;
      if (isPrefix ? scope.startsWith(name) : scope.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /// Writes the table down, row by row.
  static final class Table {

    private final String id;
    private final List<String> scopes = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> indexed = new ArrayList<>();
    private final List<Row> plain = new ArrayList<>();
    private Map<String, Operation> kinds = Map.of();
    private Map<String, Operation> names = Map.of();
    private boolean isNamedAfterWhatRuns;
    private boolean isOneAgent;

    private Table(String id) {
      this.id = id;
    }

    Table scopes(String... names) {
      scopes.addAll(List.of(names));
      return this;
    }

    Table kinds(Map<String, Operation> words) {
      kinds = Map.copyOf(words);
      return this;
    }

    Table names(Map<String, Operation> spanNames) {
      names = Map.copyOf(spanNames);
      return this;
    }

    Table isNamedAfterWhatRuns() {
      isNamedAfterWhatRuns = true;
      return this;
    }

    Table isOneAgent() {
      isOneAgent = true;
      return this;
    }

    /// Everyday words that mean this in the dialect's own scopes only.
    Table plain(Field field, String... keys) {
      plain.add(new Row(field, false, List.of(keys)));
      return this;
    }

    /// Keys that only this dialect uses.
    Table own(Field field, String... keys) {
      rows.add(new Row(field, true, List.of(keys)));
      return this;
    }

    /// Keys that others use as well.
    Table shared(Field field, String... keys) {
      rows.add(new Row(field, false, List.of(keys)));
      return this;
    }

    Table indexed(Field field, String... prefixes) {
      indexed.add(new Row(field, true, List.of(prefixes)));
      return this;
    }

    Dialect end() {
      return new Dialect(
          id,
          List.copyOf(scopes),
          List.copyOf(rows),
          List.copyOf(indexed),
          List.copyOf(plain),
          kinds,
          names,
          isNamedAfterWhatRuns,
          isOneAgent);
    }
  }
}

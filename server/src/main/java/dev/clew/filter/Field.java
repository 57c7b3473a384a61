// SPDX-License-Identifier: Apache-2.0
package dev.clew.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that can be asked about a trace or a span.
///
/// @param trace SQL over `runs`; `null` when only spans know it
/// @param span SQL over `spans`; `null` when only whole traces know it
/// @param latency SQL over `latency`, of each call when its name begins with `call_`, else of the
///   run; `null` when latency analysis does not know it
/// @param values all possible values of an enumeration; empty otherwise
/// @param isListOfSpans whether one span has several of it
public record Field(
    String name,
    Type type,
    String description,
    @Nullable String trace,
    @Nullable String span,
    @Nullable String latency,
    List<String> values,
    boolean isListOfSpans) {

  private static final String OF_CALLS = "call_";

  /// How a field is compared.
  public enum Type {
    /// Text, equal or by prefix.
    STRING,
    /// Several texts, one of which must match.
    STRINGS,
    /// One of a few words.
    ENUM,
    /// A number; -1 is unknown and matches no comparison.
    NUMBER,
    /// 0 or 1; -1 is unknown, which is neither true nor false.
    BOOLEAN,
    /// A trace or span id in hexadecimal.
    ID
  }

  public Field {
    values = List.copyOf(values);
  }

  Field(
      String name,
      Type type,
      String description,
      @Nullable String trace,
      @Nullable String span,
      List<String> values) {
    this(name, type, description, trace, span, null, values, false);
  }

  static Field string(String name, @Nullable String trace, @Nullable String span, String about) {
    return new Field(name, Type.STRING, about, trace, span, List.of());
  }

  static Field strings(String name, String trace, String span, String about) {
    return new Field(name, Type.STRINGS, about, trace, span, List.of());
  }

  /// Several texts that one span has.
  ///
  /// @param trace `null` when only spans know them
  static Field listed(String name, @Nullable String trace, String span, String about) {
    return new Field(name, Type.STRINGS, about, trace, span, null, List.of(), true);
  }

  static Field number(String name, @Nullable String trace, @Nullable String span, String about) {
    return new Field(name, Type.NUMBER, about, trace, span, List.of());
  }

  static Field oneOf(
      String name, @Nullable String trace, String span, String about, List<String> values) {
    return new Field(name, Type.ENUM, about, trace, span, values);
  }

  /// Neither traces nor spans know it, only log records.
  public boolean isOfLogs() {
    return trace == null && span == null && latency == null;
  }

  /// Whether each model call has its own, as latency analysis found it.
  public boolean isOfCalls() {
    return latency != null && latency.startsWith(OF_CALLS);
  }

  static Field ofLatency(
      String name, Type type, String latency, String about, List<String> values) {
    return new Field(name, type, about, null, null, latency, values, false);
  }

  static Field ofLogs(String name, Type type, String about) {
    return new Field(name, type, about, null, null, List.of());
  }

  static Field oneOfLogs(String name, String about, List<String> values) {
    return new Field(name, Type.ENUM, about, null, null, values);
  }
}

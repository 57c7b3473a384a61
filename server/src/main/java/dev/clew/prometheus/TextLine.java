// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import dev.clew.model.Exemplar;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads one line with a sample, of the text format 0.0.4 or of OpenMetrics, names in quotes
/// included.
final class TextLine {

  private static final int MAX_LABELS = 256;

  private final String line;
  private final boolean openMetrics;
  private int at;

  private TextLine(String line, boolean openMetrics) {
    this.line = line;
    this.openMetrics = openMetrics;
  }

  /// What is wrong with a line.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /// @param openMetrics timestamps are seconds, exemplars may follow; else milliseconds
  static Sample read(String line, boolean openMetrics) throws Malformed {
    return new TextLine(line, openMetrics).sample();
  }

  private Sample sample() throws Malformed {
    var labels = new TreeMap<String, String>();
    var name = "";
    skipSpace();
    if (peek() != '{') {
      name = word("{ \t");
    }
    skipSpace();
    if (peek() == '{') {
      var quoted = labels(labels);
      name = name.isEmpty() && quoted != null ? quoted : name;
    }
    if (name.isEmpty()) {
      throw new Malformed("no name");
    }
    skipSpace();
    double value = number(word(" \t"));
    skipSpace();
    long timeMs = 0;
    if (at < line.length() && peek() != '#') {
      timeMs = time(word(" \t"));
      skipSpace();
    }
    Exemplar exemplar = null;
    if (at < line.length()) {
      if (peek() != '#' || !openMetrics) {
        throw new Malformed("something after the sample");
      }
      exemplar = exemplar();
    }
    return new Sample(name, new Labels(labels), value, timeMs, exemplar);
  }

  /// Reads `{…}`; returns the name of the metric when it stands among the labels.
  private @Nullable String labels(Map<String, String> into) throws Malformed {
    String name = null;
    at++;
    while (true) {
      skipSpace();
      if (peek() == '}') {
        at++;
        return name;
      }
      var key = peek() == '"' ? quoted() : word("=,} \t");
      skipSpace();
      if (peek() == '=') {
        at++;
        skipSpace();
        if (peek() != '"' || key.isEmpty()) {
          throw new Malformed("a label without a value in quotes");
        }
        if (into.put(key, quoted()) != null) {
          throw new Malformed("the label " + key + " twice");
        }
        if (into.size() > MAX_LABELS) {
          throw new Malformed("more than " + MAX_LABELS + " labels");
        }
      } else if (name == null && !key.isEmpty()) {
        name = key;
      } else {
        throw new Malformed("a label without a value");
      }
      skipSpace();
      if (peek() == ',') {
        at++;
      } else if (peek() != '}') {
        throw new Malformed("labels that do not end");
      }
    }
  }

  private String quoted() throws Malformed {
    var text = new StringBuilder();
    at++;
    while (at < line.length()) {
      char next = line.charAt(at++);
      if (next == '"') {
        return text.toString();
      }
      if (next == '\\' && at < line.length()) {
        char escaped = line.charAt(at++);
        switch (escaped) {
          case 'n' -> text.append('\n');
          case '"', '\\' -> text.append(escaped);
          default -> text.append('\\').append(escaped);
        }
      } else {
        text.append(next);
      }
    }
    throw new Malformed("a quote that does not end");
  }

  private Exemplar exemplar() throws Malformed {
    at++;
    skipSpace();
    if (peek() != '{') {
      throw new Malformed("an exemplar without labels");
    }
    var labels = new TreeMap<String, String>();
    labels(labels);
    skipSpace();
    double value = number(word(" \t"));
    skipSpace();
    long timeMs = at < line.length() ? time(word(" \t")) : 0;
    return exemplar(labels, value, timeMs);
  }

  /// The ids of the span are labels like any other.
  static Exemplar exemplar(Map<String, String> labels, double value, long timeMs) {
    var trace = TraceId.parse(labels.getOrDefault("trace_id", ""));
    var span = SpanId.parse(labels.getOrDefault("span_id", ""));
    var others = new TreeMap<>(labels);
    others.remove("trace_id");
    others.remove("span_id");
    return new Exemplar(
        new Labels(others).attributes(),
        timeMs * 1_000_000,
        value,
        trace == null ? new TraceId(0, 0) : trace,
        span == null ? SpanId.NONE : span);
  }

  private char peek() {
    return at < line.length() ? line.charAt(at) : '\0';
  }

  private void skipSpace() {
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
  }

  private String word(String end) {
    int from = at;
    while (at < line.length() && end.indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return line.substring(from, at);
  }

  private static double number(String text) throws Malformed {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException _) {
          throw new Malformed("'" + shown(text) + "' is no number");
        }
      }
    };
  }

  private long time(String text) throws Malformed {
    double number = number(text);
    double ms = openMetrics ? number * 1_000 : number;
    if (Double.isNaN(ms) || Math.abs(ms) > 9e12) {
      throw new Malformed("'" + shown(text) + "' is no time");
    }
    return Math.round(ms);
  }

  private static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}

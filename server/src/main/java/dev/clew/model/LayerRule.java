// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a project says about the layer of its spans, before any rule of ours.
///
/// @param key `service`, `scope`, `resource.<key>` or `attr.<key>`
/// @param value what it must be; a `*` at its end stands for anything
public record LayerRule(String id, String key, String value, Layer layer) {

  private static final String RESOURCE = "resource.";
  private static final String ATTRIBUTE = "attr.";

  /// The rules of a project, in the order in which they are tried.
  @FunctionalInterface
  public interface Source {

    /// No project has rules.
    Source NONE = _ -> List.of();

    List<LayerRule> of(String project);
  }

  /// Whether the key may be asked for.
  public static boolean isKey(String key) {
    return key.equals("service")
        || key.equals("scope")
        || (key.startsWith(RESOURCE) && key.length() > RESOURCE.length())
        || (key.startsWith(ATTRIBUTE) && key.length() > ATTRIBUTE.length());
  }

  public boolean matches(RawSpan span) {
    return accepts(said(span));
  }

  private @Nullable String said(RawSpan span) {
    if (key.equals("service")) {
      return span.resource().service();
    }
    if (key.equals("scope")) {
      return span.scope().name();
    }
    boolean isResource = key.startsWith(RESOURCE);
    var attributes = isResource ? span.resource().attributes() : span.attributes();
    var name = key.substring((isResource ? RESOURCE : ATTRIBUTE).length());
    return switch (attributes.get(name)) {
      case null -> null;
      case Value.Text(var text) -> text;
      case Value.Whole(var number) -> Long.toString(number);
      case Value.Bool(var flag) -> Boolean.toString(flag);
      default -> null;
    };
  }

  private boolean accepts(@Nullable String said) {
    if (said == null) {
      return false;
    }
    int prefix = value.length() - 1;
    return value.endsWith("*")
        ? said.regionMatches(true, 0, value, 0, prefix)
        : said.equalsIgnoreCase(value);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Operation;
import dev.clew.model.SpanKind;
import dev.clew.semconv.dialect.Field;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a client's span called, as the client knows it: all that is known of databases, queues and
/// providers, which send no spans. Few distinct names: of addresses the host, never a path.
final class Peers {

  private static final int LONGEST = 120;

  private Peers() {}

  /// `null` when the span calls nothing, or does not say what.
  static @Nullable String of(Draft draft, Operation op) {
    var kind = draft.span().kind();
    boolean calls =
        kind == SpanKind.CLIENT || kind == SpanKind.PRODUCER || draft.has(Field.DB_SYSTEM);
    if (!calls || kind == SpanKind.SERVER) {
      return null;
    }
    var name = name(draft, op);
    return name == null || name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }

  private static @Nullable String name(Draft draft, Operation op) {
    var service = draft.name(Field.PEER_SERVICE);
    if (service != null) {
      return service;
    }
    return switch (op) {
      case DB, CACHE, VECTOR_DB, RETRIEVE, MEMORY -> database(draft);
      case MQ -> orHost(draft, draft.name(Field.MESSAGING_SYSTEM));
      default -> host(draft);
    };
  }

  /// `postgresql/orders`: several databases on one host are several peers.
  private static @Nullable String database(Draft draft) {
    var system = draft.name(Field.DB_SYSTEM);
    var name = draft.name(Field.DB_NAME);
    if (system == null || name == null || isNumber(name)) {
      return orHost(draft, system);
    }
    return system.toLowerCase(Locale.ROOT) + "/" + name;
  }

  /// Redis numbers its databases.
  private static boolean isNumber(String name) {
    return name.chars().allMatch(Character::isDigit);
  }

  private static @Nullable String orHost(Draft draft, @Nullable String system) {
    return system == null ? host(draft) : system.toLowerCase(Locale.ROOT);
  }

  /// With its port where only that tells services apart: on this machine, and on bare addresses.
  private static @Nullable String host(Draft draft) {
    var host = draft.name(Field.HOST);
    var port = draft.text(Field.PORT);
    if (host == null) {
      return urlHost(draft.text(Field.URL));
    }
    return port != null && isLocal(host) ? host + ":" + port : host.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String urlHost(@Nullable String url) {
    int start = url == null ? -1 : url.indexOf("://");
    if (url == null || start < 0) {
      return null;
    }
    int end = start + 3;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    // Names and passwords before the host are nobody's business.
    var authority = url.substring(Math.max(start + 3, url.lastIndexOf('@', end) + 1), end);
    int colon = authority.lastIndexOf(':');
    var host = colon > 0 ? authority.substring(0, colon) : authority;
    return host.isEmpty() ? null : isLocal(host) ? authority : host.toLowerCase(Locale.ROOT);
  }

  private static boolean isLocal(String host) {
    return host.indexOf('.') < 0 || Character.isDigit(host.charAt(host.length() - 1));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import dev.clew.forward.Wire.Message;
import dev.clew.otlp.OtlpSignal;
import java.util.HashMap;
import java.util.Map;

/// What of an OTLP request in protobuf has certain attributes. The requests of all signals have the
/// same shape (opentelemetry-proto): resources, in them scopes, in them records.
final class ProtobufMatch {

  private static final int FIRST = 1;
  private static final int SECOND = 2;

  private final Map<String, String> wanted;
  private final int recordAttributes;

  /// @param wanted attributes that a record or its resource must have
  ProtobufMatch(Map<String, String> wanted, OtlpSignal.Kind kind) {
    this.wanted = wanted;
    this.recordAttributes =
        switch (kind) {
          case TRACES -> 9;
          case LOGS -> 6;
          // Points have attributes, metrics have none.
          case METRICS -> 0;
        };
  }

  /// The request without what does not match; empty when nothing does.
  byte[] of(byte[] request) {
    var out = new Message();
    var in = new Wire(request);
    while (in.next()) {
      if (in.number() == FIRST && in.isMessage()) {
        var missing = missing(in.message());
        var kept = missing.isEmpty() ? null : scopes(in.message(), missing);
        if (kept == null) {
          in.copyTo(out);
        } else if (kept.toBytes().length > 0) {
          out.message(FIRST, kept);
        }
      }
    }
    return out.toBytes();
  }

  /// What the resource does not have of what is wanted.
  private Map<String, String> missing(Wire resourceRecords) {
    var missing = new HashMap<>(wanted);
    while (resourceRecords.next()) {
      if (resourceRecords.number() == FIRST && resourceRecords.isMessage()) {
        remove(missing, resourceRecords.message(), FIRST);
      }
    }
    return missing;
  }

  /// Takes out what the attributes in these fields of a message have.
  private static void remove(Map<String, String> missing, Wire message, int field) {
    while (message.next()) {
      if (message.number() == field && message.isMessage()) {
        String key = "";
        String value = "";
        var attribute = message.message();
        while (attribute.next()) {
          if (attribute.number() == FIRST) {
            key = attribute.text();
          } else if (attribute.number() == SECOND && attribute.isMessage()) {
            value = value(attribute.message());
          }
        }
        missing.remove(key, value);
      }
    }
  }

  /// Text, a truth value or a whole number, as text.
  private static String value(Wire any) {
    if (!any.next()) {
      return "";
    }
    return switch (any.number()) {
      case 1, 3 -> any.text();
      case 2 -> Boolean.toString(any.isTrue());
      default -> "";
    };
  }

  /// The scopes that hold a matching record, and what stands beside them; empty when there is none.
  private Message scopes(Wire resourceRecords, Map<String, String> missing) {
    var out = new Message();
    boolean any = false;
    while (resourceRecords.next()) {
      if (resourceRecords.number() != SECOND || !resourceRecords.isMessage()) {
        resourceRecords.copyTo(out);
        continue;
      }
      var scope = new Message();
      boolean kept = false;
      var in = resourceRecords.message();
      while (in.next()) {
        boolean isRecord = in.number() == SECOND && in.isMessage();
        if (!isRecord || matches(in.message(), missing)) {
          in.copyTo(scope);
          kept |= isRecord;
        }
      }
      if (kept) {
        out.message(SECOND, scope);
        any = true;
      }
    }
    return any ? out : new Message();
  }

  private boolean matches(Wire record, Map<String, String> missing) {
    if (recordAttributes == 0) {
      return false;
    }
    var left = new HashMap<>(missing);
    remove(left, record, recordAttributes);
    return left.isEmpty();
  }
}

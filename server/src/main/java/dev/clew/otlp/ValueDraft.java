// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.Attribute;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value that arrives in pieces. Protobuf merges repeated occurrences of the same list or map and
/// lets the last kind of value win otherwise.
final class ValueDraft {

  private final DecodeLimits limits;
  private final Losses losses;
  private Value scalar = Value.EMPTY;
  private @Nullable List<Value> items;
  private @Nullable AttributeList fields;
  private boolean itemsCut;

  ValueDraft(DecodeLimits limits, Losses losses) {
    this.limits = limits;
    this.losses = losses;
  }

  void set(Value value) {
    scalar = value;
    items = null;
    fields = null;
  }

  List<Value> items() {
    if (items == null) {
      set(Value.EMPTY);
      items = new ArrayList<>();
    }
    return items;
  }

  AttributeList fields() {
    if (fields == null) {
      set(Value.EMPTY);
      fields = new AttributeList(limits.items());
    }
    return fields;
  }

  void add(Value item) {
    var list = items();
    if (list.size() < limits.items()) {
      list.add(item);
    } else if (!itemsCut) {
      itemsCut = true;
      losses.cut();
    }
  }

  void add(Attribute field) {
    fields().add(field);
  }

  Value build() {
    if (items != null) {
      return new Value.Items(List.copyOf(items));
    }
    if (fields != null) {
      if (fields.dropped() > 0) {
        losses.cut();
      }
      return new Value.Fields(fields.build());
    }
    return scalar;
  }
}

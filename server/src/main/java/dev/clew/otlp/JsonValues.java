// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.Attribute;
import dev.clew.model.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads `KeyValue` and `AnyValue` from JSON.
final class JsonValues {

  private final JsonCursor in;
  private final JsonScalars scalars;
  private final DecodeLimits limits;
  private final Losses losses;

  JsonValues(JsonCursor in, JsonScalars scalars, DecodeLimits limits, Losses losses) {
    this.in = in;
    this.scalars = scalars;
    this.limits = limits;
    this.losses = losses;
  }

  void attributes(AttributeList into) throws IOException {
    attributes(into, 1);
  }

  /// A value that is a member of its own.
  Value value() throws IOException {
    return value(1);
  }

  private void attributes(AttributeList into, int depth) throws IOException {
    in.array(
        () -> {
          var draft = new KeyValue();
          in.object(
              name -> {
                switch (name) {
                  case "key" -> draft.key = scalars.key();
                  case "value" -> draft.value = value(depth);
                  default -> in.skip();
                }
              });
          into.add(new Attribute(draft.key, draft.value));
        });
  }

  private static final class KeyValue {
    String key = "";
    Value value = Value.EMPTY;
  }

  private Value value(int depth) throws IOException {
    if (depth > limits.depth()) {
      losses.tooDeep();
      in.skip();
      return Value.EMPTY;
    }
    var draft = new ValueDraft(limits, losses);
    in.object(name -> member(name, draft, depth));
    return draft.build();
  }

  private void member(String name, ValueDraft into, int depth) throws IOException {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "stringValue" -> into.set(new Value.Text(scalars.text()));
      case "boolValue" -> into.set(new Value.Bool(scalars.bool()));
      case "intValue" -> into.set(new Value.Whole(scalars.whole()));
      case "doubleValue" -> into.set(new Value.Real(scalars.real()));
      case "bytesValue" -> into.set(bytes());
      case "arrayValue" -> {
        into.items();
        in.object(inner -> items(inner, into, depth));
      }
      case "kvlistValue" -> {
        into.fields();
        in.object(inner -> fields(inner, into, depth));
      }
      default -> in.skip();
    }
  }

  private void items(String name, ValueDraft into, int depth) throws IOException {
    if (name.equals("values")) {
      in.array(() -> into.add(value(depth + 1)));
    } else {
      in.skip();
    }
  }

  private void fields(String name, ValueDraft into, int depth) throws IOException {
    if (name.equals("values")) {
      attributes(into.fields(), depth + 1);
    } else {
      in.skip();
    }
  }

  private Value.Bytes bytes() throws IOException {
    var bytes = scalars.bytes();
    if (bytes.length > limits.textBytes()) {
      losses.cut();
      bytes = Arrays.copyOf(bytes, limits.textBytes());
    }
    return new Value.Bytes(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }
}

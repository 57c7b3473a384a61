// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.nio.ByteBuffer;
import java.util.List;

/// An OpenTelemetry `AnyValue` (opentelemetry-proto `common.proto`).
public sealed interface Value {

  record Text(String text) implements Value {}

  record Bool(boolean value) implements Value {}

  record Whole(long value) implements Value {}

  record Real(double value) implements Value {}

  /// Read-only bytes; never hand out the backing array.
  record Bytes(ByteBuffer bytes) implements Value {}

  record Items(List<Value> items) implements Value {}

  record Fields(Attributes fields) implements Value {}

  /// An `AnyValue` with nothing set. Valid since OTLP 1.9.
  record Empty() implements Value {}

  Value EMPTY = new Empty();

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(long value) {
    return new Whole(value);
  }

  static Value of(double value) {
    return new Real(value);
  }

  static Value of(boolean value) {
    return new Bool(value);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.io.IOException;

/// The records of one signal in a JSON request: what they are called there, and how one is read.
interface JsonRecords {

  /// `resourceSpans` or its like.
  String resourcesName();

  /// `scopeSpans` or its like.
  String scopesName();

  /// `spans` or its like.
  String recordsName();

  /// Reads the record at which the cursor stands.
  void record() throws IOException;

  /// How many records wait for their origin or have one.
  int size();

  /// Gives records the origin that was read after them.
  void assign(int from, int to, Origin origin);
}

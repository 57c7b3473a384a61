// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

/// A way in.
enum Transport {
  PROTOBUF("OTLP/HTTP protobuf, gzip"),
  JSON("OTLP/HTTP JSON"),
  GRPC("OTLP/gRPC");

  private final String label;

  Transport(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}

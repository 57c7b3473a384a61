// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

/// The ports in use, also where 0 was asked for.
final class Ports {

  private volatile int http;
  private volatile int otlpHttp;
  private volatile int otlpGrpc;

  void bound(int httpPort, int otlpHttpPort, int otlpGrpcPort) {
    http = httpPort;
    otlpHttp = otlpHttpPort;
    otlpGrpc = otlpGrpcPort;
  }

  int http() {
    return http;
  }

  int otlpHttp() {
    return otlpHttp;
  }

  int otlpGrpc() {
    return otlpGrpc;
  }
}

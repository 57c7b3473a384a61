// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.IOException;

/// One connection over which one thread sends export requests.
interface ExportConnection extends AutoCloseable {

  /// Sends a request and waits for its answer.
  ///
  /// @return the HTTP status
  int send(byte[] body) throws IOException;

  @Override
  void close();

  /// Sends until it is stored, however busy the server is.
  ///
  /// @throws IOException also when the answer is neither 200 nor that it should be sent again
  default void store(byte[] body) throws IOException {
    int status = send(body);
    while (Load.isBusy(status)) {
      Pause.seconds(Load.AFTER_REFUSAL_SECONDS);
      status = send(body);
    }
    if (status != 200) {
      throw new IOException(
          "a request of %,d bytes was answered with %d".formatted(body.length, status));
    }
  }
}

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
}

// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// OTLP/HTTP over a blocking socket that is kept open: the cheapest client there is, because it
/// shares its cores with the server.
final class SocketConnection implements ExportConnection {

  private final String target;
  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  /// @param otlp with the path of a receiver that has another one than OTLP's
  SocketConnection(URI otlp) throws IOException {
    var path = otlp.getPath().length() > 1 ? otlp.getPath() : "/v1/traces";
    this.target = "POST %s HTTP/1.1\r\nHost: %s\r\n".formatted(path, otlp.getAuthority());
    this.socket = new Socket(otlp.getHost(), otlp.getPort());
    socket.setTcpNoDelay(true);
    this.out = socket.getOutputStream();
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  @Override
  public int send(byte[] body) throws IOException {
    var head =
        target
            + "Content-Type: application/x-protobuf\r\nContent-Length: %d\r\n\r\n"
                .formatted(body.length);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var name = header.toLowerCase(Locale.ROOT);
      if (name.startsWith("content-length:")) {
        length = Integer.parseInt(name.substring(15).strip());
      } else if (name.startsWith("transfer-encoding:")) {
        throw new IOException(header + " (expected: Content-Length)");
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed either way.
    }
  }
}

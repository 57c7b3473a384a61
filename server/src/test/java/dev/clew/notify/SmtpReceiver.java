// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A small SMTP server on loopback that keeps what it is given.
final class SmtpReceiver implements AutoCloseable {

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private volatile String atRecipient = "250 ok";

  SmtpReceiver() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        var client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      var out = client.getOutputStream();
      say(out, "220 receiver");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        if (line.startsWith("DATA")) {
          say(out, "354 go on");
          mails.add(data(in));
        }
        say(
            out,
            line.startsWith("RCPT") ? atRecipient : line.startsWith("QUIT") ? "221 bye" : "250 ok");
      }
    } catch (IOException _) {
      // The client is gone.
    }
  }

  private static String data(BufferedReader in) throws IOException {
    var mail = new StringBuilder();
    for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  void refuseRecipients() {
    atRecipient = "550 no such user";
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> mails() {
    return mails;
  }

  List<String> commands() {
    return commands;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

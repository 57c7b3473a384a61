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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A small SMTP server on loopback that keeps what it is given. It speaks in the clear, turns to
/// TLS when it is asked to, or begins with TLS.
final class SmtpReceiver implements AutoCloseable {

  private final ServerSocket socket;
  private final @Nullable SSLContext startTls;
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> encrypted = new CopyOnWriteArrayList<>();
  private volatile String atRecipient = "250 ok";

  SmtpReceiver() throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), null);
  }

  private SmtpReceiver(ServerSocket socket, @Nullable SSLContext startTls) {
    this.socket = socket;
    this.startTls = startTls;
    Thread.ofVirtual().start(this::accept);
  }

  /// Offers STARTTLS, and takes mail only after it.
  static SmtpReceiver startTls(SSLContext tls) throws IOException {
    return new SmtpReceiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), tls);
  }

  /// As port 465 does.
  static SmtpReceiver tls(SSLContext tls) throws IOException {
    var socket =
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new SmtpReceiver(socket, null);
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
      say(client.getOutputStream(), "220 receiver");
      talk(client);
    } catch (IOException _) {
      // The client is gone.
    }
  }

  private void talk(Socket client) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    var out = client.getOutputStream();
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      if (client instanceof SSLSocket) {
        encrypted.add(line);
      }
      if (line.equals("STARTTLS") && startTls != null) {
        say(out, "220 go on");
        talk(encrypted(startTls, client));
        return;
      }
      if (line.startsWith("DATA")) {
        say(out, "354 go on");
        mails.add(data(in));
      }
      say(out, answer(line, client instanceof SSLSocket));
    }
  }

  private String answer(String line, boolean isEncrypted) {
    boolean isClosed = startTls != null && !isEncrypted;
    if (line.startsWith("EHLO")) {
      return isClosed ? "250-receiver\r\n250 STARTTLS" : "250-receiver\r\n250 AUTH PLAIN";
    }
    if (line.startsWith("AUTH")) {
      return "235 come in";
    }
    if (line.startsWith("MAIL") && isClosed) {
      return "530 STARTTLS first";
    }
    return line.startsWith("RCPT") ? atRecipient : line.startsWith("QUIT") ? "221 bye" : "250 ok";
  }

  private static SSLSocket encrypted(SSLContext tls, Socket client) throws IOException {
    var socket = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true);
    socket.setUseClientMode(false);
    return socket;
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

  /// Those of [#commands] that came over TLS.
  List<String> encrypted() {
    return encrypted;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

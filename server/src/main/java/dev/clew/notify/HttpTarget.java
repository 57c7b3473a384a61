// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

/// Sends notifications over HTTP, once. Redirects are refused: they could lead to where the channel
/// may not.
final class HttpTarget implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int SHOWN = 200;

  private final Targets targets;
  private final Duration limit;
  private final InstantSource clock;
  private final HttpClient http;

  /// @param limit for the whole of one attempt, however slowly the other side answers
  /// @param tls says whose certificates are trusted
  HttpTarget(Targets targets, Duration limit, InstantSource clock, SSLContext tls) {
    this.targets = targets;
    this.limit = limit;
    this.clock = clock;
    http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(tls)
            .build();
  }

  Outcome send(Channel channel, String delivery, Notification notification)
      throws InterruptedException {
    var uri = URI.create(channel.url());
    try {
      if (!targets.allows(uri.getHost())) {
        return new Outcome.Refused(
            "%s is in a private network (alerts.private-targets allows that)"
                .formatted(uri.getHost()));
      }
    } catch (UnknownHostException _) {
      return new Outcome.Failed("no such host: " + uri.getHost());
    }
    var answering =
        http.sendAsync(request(channel, uri, delivery, notification), _ -> new BoundedBody());
    try {
      return outcome(answering.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      answering.cancel(true);
      return new Outcome.Failed("no answer within %d s".formatted(limit.toSeconds()));
    } catch (ExecutionException e) {
      var cause = e.getCause();
      if (cause instanceof IOException) {
        var aboutTls = Trust.said(uri.getHost(), cause);
        var said =
            cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Outcome.Failed(aboutTls == null ? said : aboutTls);
      }
      throw new IllegalStateException(cause);
    }
  }

  private HttpRequest request(
      Channel channel, URI uri, String delivery, Notification notification) {
    var body = Messages.json(channel, notification);
    var request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .header("user-agent", "Clew")
            .header("clew-delivery", delivery)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (channel.kind() == Channel.Kind.WEBHOOK && !channel.secret().isEmpty()) {
      long time = clock.instant().getEpochSecond();
      request.header(
          "clew-signature", "t=%d,v1=%s".formatted(time, sign(channel.secret(), time, body)));
    }
    return request.build();
  }

  /// HMAC-SHA256 of `<seconds>.<body>`, in hexadecimal.
  static String sign(String secret, long time, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outcome outcome(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return new Outcome.Delivered();
    }
    if (status / 100 == 3) {
      return new Outcome.Refused("HTTP %d: redirects are not followed".formatted(status));
    }
    var body = answer.body().strip();
    var reason =
        "HTTP %d %s".formatted(status, body.length() > SHOWN ? body.substring(0, SHOWN) : body);
    return status == 408 || status == 429 || status >= 500
        ? new Outcome.Failed(reason.strip())
        : new Outcome.Refused(reason.strip());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

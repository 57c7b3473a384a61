// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.http.Input;
import dev.clew.model.AppException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a channel that somebody sends, strictly.
final class ChannelInput {

  private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";
  private static final int MAX_TEXT = 200;
  private static final int MAX_URL = 2_000;
  private static final int MAX_RECIPIENTS = 50;
  private static final int SUBMISSION_PORT = 587;
  private static final int TLS_PORT = 465;

  private ChannelInput() {}

  /// @param known the channel before; what is secret stays when it is not sent again
  /// @throws AppException that names the field and what is expected
  static Channel read(JsonNode body, String id, @Nullable Channel known) {
    var input =
        Input.of(
            body,
            "name",
            "kind",
            "url",
            "secret",
            "host",
            "port",
            "tls",
            "starttls",
            "user",
            "sender",
            "recipients");
    var kind = input.one("kind", Channel.Kind.values(), Channel.Kind::label);
    boolean isSame = known != null && known.kind() == kind;
    var secret = input.text("secret", isSame && known != null ? known.secret() : "", MAX_TEXT);
    var name = input.text("name", MAX_TEXT);
    return switch (kind) {
      case WEBHOOK, SLACK ->
          http(id, name, kind, url(input, isSame && known != null ? known.url() : ""), secret);
      case PAGERDUTY -> {
        if (secret.isEmpty()) {
          throw input.invalid("secret", "", "the integration's routing key");
        }
        yield http(id, name, kind, url(input, PAGERDUTY), secret);
      }
      case EMAIL -> mail(input, id, name, secret);
    };
  }

  private static Channel mail(Input input, String id, String name, String secret) {
    int port = input.whole("port", SUBMISSION_PORT, 1, 65_535);
    boolean isTls = input.flag("tls", port == TLS_PORT);
    boolean isStartTls = input.flag("starttls", !isTls);
    if (isTls && isStartTls) {
      throw input.invalid(
          "starttls", "true", "false where tls is true, which port 465 begins with");
    }
    return new Channel(
        id,
        name,
        Channel.Kind.EMAIL,
        "",
        secret,
        input.text("host", MAX_TEXT),
        port,
        isTls,
        isStartTls,
        input.text("user", "", MAX_TEXT),
        address(input, "sender", input.text("sender", MAX_TEXT)),
        recipients(input));
  }

  private static Channel http(
      String id, String name, Channel.Kind kind, String url, String secret) {
    return new Channel(id, name, kind, url, secret, "", 0, false, false, "", "", List.of());
  }

  private static String url(Input input, String otherwise) {
    var url = input.text("url", otherwise, MAX_URL);
    try {
      var parsed = new URI(url);
      var scheme = parsed.getScheme();
      if (parsed.getHost() != null && ("https".equals(scheme) || "http".equals(scheme))) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Falls through to the same message.
    }
    throw input.invalid("url", url, "such as https://hooks.example/alerts");
  }

  private static List<String> recipients(Input input) {
    var recipients = input.texts("recipients", MAX_RECIPIENTS);
    if (recipients.isEmpty()) {
      throw input.invalid("recipients", "", "at least one e-mail address");
    }
    recipients.forEach(one -> address(input, "recipients", one));
    return recipients;
  }

  /// Whether it exists only its server can tell.
  private static String address(Input input, String field, String text) {
    if (!text.matches("[^\\s@<>,;:\"]+@[^\\s@<>,;:\"]+")) {
      throw input.invalid(field, text, "an e-mail address such as ops@shop.example");
    }
    return text;
  }
}

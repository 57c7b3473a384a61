// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.http.Reply;

/// A notification in the words of those who get it.
final class Messages {

  private Messages() {}

  static String json(Channel channel, Notification notification) {
    return switch (channel.kind()) {
      case WEBHOOK, EMAIL -> Reply.MAPPER.valueToTree(notification).toString();
      case SLACK -> slack(notification);
      case PAGERDUTY -> pagerDuty(channel, notification).toString();
    };
  }

  /// `*[firing] rule*`, the sentence and the link. Slack takes `<` and `>` for links of its own.
  private static String slack(Notification notification) {
    var text =
        "*[%s] %s*\n%s\n<%s|Open in Clew>"
            .formatted(
                notification.state(),
                slackText(notification.rule()),
                slackText(notification.sentence()),
                notification.link().replace(">", "%3E").replace("|", "%7C"));
    return Reply.MAPPER.createObjectNode().put("text", text).toString();
  }

  private static String slackText(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// Events API v2: what has one key is one incident.
  private static ObjectNode pagerDuty(Channel channel, Notification notification) {
    var json = Reply.MAPPER.createObjectNode();
    json.put("routing_key", channel.secret());
    json.put("event_action", notification.state().equals("resolved") ? "resolve" : "trigger");
    json.put("dedup_key", shortened("clew " + notification.alert(), 255));
    json.put("client", "Clew");
    json.put("client_url", notification.link());
    var payload = json.putObject("payload");
    payload.put("summary", shortened(notification.sentence(), 1_024));
    payload.put("source", notification.group().isEmpty() ? "clew" : notification.group());
    payload.put("severity", notification.severity());
    payload.put("timestamp", notification.at());
    payload.set("custom_details", Reply.MAPPER.valueToTree(notification));
    return json;
  }

  static String subject(Notification notification) {
    var line =
        "[%s] %s%s"
            .formatted(
                notification.state(),
                notification.rule(),
                notification.group().isEmpty() ? "" : ": " + notification.group());
    return shortened(line.replaceAll("\\p{Cntrl}+", " "), 200);
  }

  static String mail(Notification notification) {
    return "%s\n\nSince: %s\nSeverity: %s\n\n%s\n"
        .formatted(
            notification.sentence(),
            notification.since(),
            notification.severity(),
            notification.link());
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most - 1) + "…" : text;
  }
}

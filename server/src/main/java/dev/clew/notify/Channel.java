// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/// Where notifications go.
///
/// @param url of HTTP targets; a secret where it holds one, as Slack's do
/// @param secret signs webhooks; the routing key of PagerDuty; the password for SMTP
/// @param host of the SMTP server, as the fields after it
/// @param tls whether the connection begins with TLS, as on port 465
/// @param startTls whether it turns to TLS before anything is said
record Channel(
    String id,
    String name,
    Kind kind,
    String url,
    String secret,
    String host,
    int port,
    boolean tls,
    boolean startTls,
    String user,
    String sender,
    List<String> recipients) {

  /// What the other side understands.
  enum Kind {
    /// JSON, signed.
    WEBHOOK,
    /// Incoming webhooks of Slack and of those that are compatible.
    SLACK,
    /// Events API v2.
    PAGERDUTY,
    EMAIL;

    @JsonValue
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Channel {
    recipients = List.copyOf(recipients);
  }
}

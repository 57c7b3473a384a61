// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/// Sends notifications by SMTP, once.
final class MailTarget {

  private static final String CONNECT_MS = "5000";
  private static final int LONGEST = 300;

  private final Targets targets;
  private final Duration limit;
  private final SSLContext tls;

  /// @param limit for each answer of the server
  /// @param tls says whose certificates are trusted
  MailTarget(Targets targets, Duration limit, SSLContext tls) {
    this.targets = targets;
    this.limit = limit;
    this.tls = tls;
  }

  Outcome send(Channel channel, String delivery, Notification notification) {
    try {
      if (!targets.allows(channel.host())) {
        return new Outcome.Refused(
            "%s is in a private network (alerts.private-targets allows that)"
                .formatted(channel.host()));
      }
      var session = Session.getInstance(properties(channel));
      try (var transport = session.getTransport("smtp")) {
        transport.connect(
            channel.host(),
            channel.port(),
            channel.user().isEmpty() ? null : channel.user(),
            channel.user().isEmpty() ? null : channel.secret());
        var message = message(session, channel, delivery, notification);
        transport.sendMessage(message, message.getAllRecipients());
      }
      return new Outcome.Delivered();
    } catch (UnknownHostException _) {
      return new Outcome.Failed("no such host: " + channel.host());
    } catch (AuthenticationFailedException e) {
      return new Outcome.Refused("the SMTP server does not accept user and password");
    } catch (SendFailedException e) {
      return new Outcome.Refused(shortened(said(e)));
    } catch (MessagingException e) {
      var aboutTls = Trust.said(channel.host(), e);
      return new Outcome.Failed(shortened(aboutTls == null ? said(e) : aboutTls));
    }
  }

  private Properties properties(Channel channel) {
    var properties = new Properties();
    var limitMs = Long.toString(limit.toMillis());
    properties.put("mail.smtp.connectiontimeout", CONNECT_MS);
    properties.put("mail.smtp.timeout", limitMs);
    properties.put("mail.smtp.writetimeout", limitMs);
    properties.put("mail.smtp.auth", Boolean.toString(!channel.user().isEmpty()));
    properties.put("mail.smtp.ssl.enable", Boolean.toString(channel.tls()));
    properties.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
    properties.put("mail.smtp.starttls.enable", Boolean.toString(channel.startTls()));
    properties.put("mail.smtp.starttls.required", Boolean.toString(channel.startTls()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    return properties;
  }

  private static MimeMessage message(
      Session session, Channel channel, String delivery, Notification notification)
      throws MessagingException {
    var message = new MimeMessage(session);
    message.setFrom(new InternetAddress(channel.sender()));
    for (var recipient : channel.recipients()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
    }
    message.setSubject(Messages.subject(notification), StandardCharsets.UTF_8.name());
    message.setText(Messages.mail(notification), StandardCharsets.UTF_8.name());
    message.setHeader("Clew-Delivery", delivery);
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setSentDate(Date.from(Instant.parse(notification.at())));
    message.saveChanges();
    return message;
  }

  private static String said(MessagingException failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static String shortened(String message) {
    var line = message.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
  }
}
